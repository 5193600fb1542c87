import {Buffer} from 'node:buffer';
import {createBrotliDecompress, createGunzip, createInflate, createInflateRaw, constants} from 'node:zlib';
import type {Transform} from 'node:stream';

/** A decoded body. */
export type DecodedBody = {
	readonly bytes: Uint8Array;
	/** Whether the limit cut it off. */
	readonly isCut: boolean;
	/** A coding that could not be decoded: the bytes are still encoded. */
	readonly unknownCoding?: string;
};

/** A truncated body is decoded as far as it goes. */
const gentle = {finishFlush: constants.Z_SYNC_FLUSH};
const gentleBrotli = {finishFlush: constants.BROTLI_OPERATION_FLUSH};

/** "deflate" is zlib's format (RFC 9110 §8.4.1.2), but some servers send raw deflate. */
const isZlib = ([first = 0]: Uint8Array): boolean => first % 16 === 8;

const decoderOf = (coding: string, bytes: Uint8Array): Transform | undefined => {
	switch (coding) {
		case 'gzip':
		case 'x-gzip': {
			return createGunzip(gentle);
		}

		case 'br': {
			return createBrotliDecompress(gentleBrotli);
		}

		case 'deflate': {
			return isZlib(bytes) ? createInflate(gentle) : createInflateRaw(gentle);
		}

		default: {
			return undefined;
		}
	}
};

const readUpTo = async (decoder: Transform, bytes: Uint8Array, limit: number): Promise<DecodedBody> => {
	const chunks: Uint8Array[] = [];
	let size = 0;
	decoder.end(bytes);
	for await (const chunk of decoder as AsyncIterable<Uint8Array>) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > limit) {
			break;
		}
	}

	return {bytes: Buffer.concat(chunks).subarray(0, limit), isCut: size > limit};
};

/** Decodes `Content-Encoding`, the last coding first; at most `limit` bytes, against decompression bombs. */
export const decodeContent = async (bytes: Uint8Array, contentEncoding: string | undefined, limit: number): Promise<DecodedBody> => {
	const codings = (contentEncoding ?? '').split(',').map(coding => coding.trim().toLowerCase()).filter(coding => coding !== '' && coding !== 'identity');
	let body: DecodedBody = {bytes: bytes.subarray(0, limit), isCut: bytes.length > limit};
	for (const coding of codings.toReversed()) {
		const decoder = decoderOf(coding, body.bytes);
		if (!decoder) {
			return {...body, unknownCoding: coding};
		}

		try {
			// eslint-disable-next-line no-await-in-loop -- each coding wraps the one before
			body = await readUpTo(decoder, body.bytes, limit);
		} catch {
			return {...body, unknownCoding: coding};
		}
	}

	return body;
};

import {Buffer} from 'node:buffer';

/* The part of DER (ITU-T X.690) that certificates are made of. */

const lengthOf = (bytes: number): readonly number[] => {
	if (bytes < 128) {
		return [bytes];
	}

	return bytes < 256 ? [0x81, bytes] : [0x82, Math.trunc(bytes / 256), bytes % 256];
};

/** @param contents - Together at most 65,535 bytes. */
export const element = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
	const content = Buffer.concat(contents);
	return Buffer.concat([Uint8Array.from([tag, ...lengthOf(content.length)]), content]);
};

export const sequence = (...contents: readonly Uint8Array[]): Buffer => element(0x30, ...contents);

export const set = (...contents: readonly Uint8Array[]): Buffer => element(0x31, ...contents);

export const octetString = (bytes: Uint8Array): Buffer => element(0x04, bytes);

/** @param unusedBits - At the end of the last byte. */
export const bitString = (bytes: Uint8Array, unusedBits = 0): Buffer => element(0x03, Uint8Array.of(unusedBits), bytes);

export const isTrue = element(0x01, Uint8Array.of(0xFF));

/** @param bytes - Not negative: the first bit is not set. */
export const integer = (bytes: Uint8Array): Buffer => element(0x02, bytes);

/** @param hex - The encoded identifier. */
export const objectIdentifier = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'));

export const utf8String = (text: string): Buffer => element(0x0C, Buffer.from(text));

/** As of 2050 with four digits of the year (RFC 5280 §4.1.2.5). */
export const time = (milliseconds: number): Buffer => {
	const text = `${new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/[T:\-]/gv, '')}Z`;
	return text >= '2050' ? element(0x18, Buffer.from(text)) : element(0x17, Buffer.from(text.slice(2)));
};

/** In the form of RFC 7468. */
export const pemOf = (label: string, der: Buffer): string =>
	`-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/.{64}(?=.)/gv, '$&\n')}\n-----END ${label}-----\n`;

export type DerElement = {
	readonly tag: number;
	readonly content: Buffer;
};

/** The elements that stand behind each other in well-formed DER. */
export const elementsOf = (bytes: Buffer): readonly DerElement[] => {
	const elements: DerElement[] = [];
	for (let at = 0; at < bytes.length;) {
		const first = bytes[at + 1]!;
		const lengthBytes = first < 128 ? 0 : first - 128;
		const start = at + 2 + lengthBytes;
		const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
		elements.push({tag: bytes[at]!, content: bytes.subarray(start, start + length)});
		at = start + length;
	}

	return elements;
};

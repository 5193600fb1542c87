import type {CapturedBody, RawHeaders} from '../../model/exchange-detail.js';
import {decodeContent, type DecodedBody} from './content-coding.js';
import {valueOf} from './headers.js';
import {hexDump} from './hex-dump.js';
import {indentJson} from './indent-json.js';

/** A body formatted for reading. */
export type BodyView = {
	/** Detected type: `JSON`, `form`, `text`, `binary`, `empty`. */
	readonly kind: string;
	readonly lines: readonly string[];
	/** Says what is not shown. */
	readonly remark?: string;
};

/** Limit of a formatted body, to bound the memory. */
export const maxDecodedBytes = 262_144;
const maxLines = 4000;

const decoderFor = (charset: string | undefined): InstanceType<typeof TextDecoder> => {
	try {
		return new TextDecoder(charset ?? 'utf8');
	} catch {
		return new TextDecoder();
	}
};

/** Streamed, so that a truncated last character is dropped instead of garbled. */
const textOf = (bytes: Uint8Array, contentType: string): string =>
	decoderFor(/;\s*charset="?(?<charset>[^\s;"]+)/iv.exec(contentType)?.groups?.['charset']).decode(bytes, {stream: true});

const isControl = (byte: number): boolean => byte < 0x20 && byte !== 0x09 && byte !== 0x0A && byte !== 0x0D && byte !== 0x1B;

const looksBinary = (bytes: Uint8Array, text: string): boolean =>
	bytes.subarray(0, 4096).some(byte => isControl(byte)) || text.slice(0, 4096).includes('\u{FFFD}');

const isJson = (text: string): boolean => {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
};

const textLines = (text: string): readonly string[] => text.replaceAll('\t', '  ').split(/\r\n|\r|\n/v, maxLines);

const formLines = (text: string): readonly string[] =>
	Array.from(new URLSearchParams(text), ([name, value]) => `${name} = ${value.replaceAll(/\s/gv, ' ')}`).slice(0, maxLines);

const viewOf = (bytes: Uint8Array, contentType: string, isWhole: boolean): BodyView => {
	const type = contentType.split(';', 1)[0]!.trim().toLowerCase();
	const text = textOf(bytes, contentType);
	if (looksBinary(bytes, text)) {
		return {kind: 'binary', lines: hexDump(bytes, maxLines)};
	}

	if (type === 'application/x-www-form-urlencoded') {
		return {kind: 'form', lines: formLines(text)};
	}

	const claimsJson = /[\/+](?:x-)?(?:nd)?json$/v.test(type);
	const seemsJson = /^\s*[\[\{]/v.test(text);
	const isTakenForJson = (claimsJson && (seemsJson || isJson(text))) || (seemsJson && isWhole && isJson(text));
	return isTakenForJson ? {kind: 'JSON', lines: indentJson(text, maxLines)} : {kind: 'text', lines: textLines(text)};
};

const remarkOf = ({bytes: {length}, totalBytes}: CapturedBody, {isCut, unknownCoding}: DecodedBody): string | undefined => {
	const parts = [
		unknownCoding !== undefined && `still in ${unknownCoding}, which could not be decoded`,
		length < totalBytes && `the first ${length.toLocaleString('en')} of ${totalBytes.toLocaleString('en')} bytes were captured`,
		isCut && 'the rest is not shown',
	].filter(part => part !== false);
	return parts.length === 0 ? undefined : parts.join('; ');
};

/** Formats a captured body by its type: indented JSON, a form field per line, text as it is, anything else as a hex dump. */
export const viewBody = async (body: CapturedBody, headers: RawHeaders): Promise<BodyView> => {
	if (body.bytes.length === 0) {
		return {kind: 'empty', lines: []};
	}

	const decoded = await decodeContent(body.bytes, valueOf(headers, 'content-encoding'), maxDecodedBytes);
	const isWhole = !decoded.isCut && body.bytes.length === body.totalBytes;
	const view = viewOf(decoded.bytes, valueOf(headers, 'content-type') ?? '', isWhole);
	const remark = remarkOf(body, decoded);
	return remark === undefined ? view : {...view, remark};
};

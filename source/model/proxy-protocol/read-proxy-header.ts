import type {Buffer} from 'node:buffer';
import {isIPv4, isIPv6} from 'node:net';
import {normalAddress} from '../ip-address.js';
import type {ProxyOrigin} from './proxy-origin.js';
import {addressBytes, binaryPrefixBytes, binarySignature, maxTextBytes, textSignature} from './signature.js';

export type ProxyHeader = {
	/** In bytes; the client's own bytes follow. */
	readonly length: number;
	/** Undefined if the peer speaks for itself, as in its health checks, or does not say for whom. */
	readonly origin: ProxyOrigin | undefined;
};

/** Far more than addresses and the usual extensions take. */
const maxBinaryBytes = 16_384;

const binaryVersion = 2;
const commands = {local: 0, proxy: 1};
const families = {inet: 1, inet6: 2};
/** Extension with what the peer knows of the client's TLS, whose first byte has this bit if there is any. */
const tlsExtension = 0x20;
const speaksTls = 0x01;
const extensionPrefixBytes = 3;

const isAddress = {TCP4: isIPv4, TCP6: isIPv6};

/** Without leading zeros (PROXY protocol §2.1). */
const portIn = (text: string): number | undefined => {
	const port = /^(?:0|[1-9]\d{0,4})$/v.test(text) ? Number(text) : NaN;
	return port <= 65_535 ? port : undefined;
};

/** How the compared bytes of both relate; a piece that is too short to tell is 'incomplete'. */
const startsWith = (bytes: Buffer, signature: Buffer): boolean | 'incomplete' => {
	const length = Math.min(bytes.length, signature.length);
	const isEqual = bytes.compare(signature, 0, length, 0, length) === 0;
	return isEqual && length < signature.length ? 'incomplete' : isEqual;
};

const readText = (bytes: Buffer): ProxyHeader | 'incomplete' | 'malformed' => {
	const end = bytes.subarray(0, maxTextBytes).indexOf('\r\n', 0, 'latin1');
	if (end === -1) {
		return bytes.length < maxTextBytes ? 'incomplete' : 'malformed';
	}

	const length = end + 2;
	const [family = '', ...fields] = bytes.toString('latin1', textSignature.length, end).split(' ');
	if (family === 'UNKNOWN') {
		// Whatever follows (PROXY protocol §2.1).
		return {length, origin: undefined};
	}

	const [source = '', destination = '', sourcePort = '', destinationPort = ''] = fields;
	const isValid = Object.hasOwn(isAddress, family) ? isAddress[family as keyof typeof isAddress] : () => false;
	const port = portIn(sourcePort);
	const toPort = portIn(destinationPort);
	if (fields.length !== 4 || !isValid(source) || !isValid(destination) || port === undefined || toPort === undefined) {
		return 'malformed';
	}

	return {length, origin: {
		address: normalAddress(source)!, port, destination: {address: normalAddress(destination)!, port: toPort}, isTls: false,
	}};
};

/** @returns undefined if the extensions do not fill their place. */
const tlsAmong = (extensions: Buffer): boolean | undefined => {
	let isTls = false;
	let offset = 0;
	while (offset < extensions.length) {
		const start = offset + extensionPrefixBytes;
		const end = start > extensions.length ? Infinity : start + extensions.readUInt16BE(offset + 1);
		if (end > extensions.length) {
			return undefined;
		}

		if (extensions[offset] === tlsExtension && end > start) {
			// eslint-disable-next-line no-bitwise -- a bit field
			isTls = (extensions[start]! & speaksTls) !== 0;
		}

		offset = end;
	}

	return isTls;
};

const ipv4At = (bytes: Buffer, offset: number): string => bytes.subarray(offset, offset + 4).join('.');

const ipv6At = (bytes: Buffer, offset: number): string =>
	normalAddress(Array.from({length: 8}, (_, group) => bytes.readUInt16BE(offset + (group * 2)).toString(16)).join(':'))!;

const readBinary = (bytes: Buffer): ProxyHeader | 'incomplete' | 'malformed' => {
	if (bytes.length < binaryPrefixBytes) {
		return 'incomplete';
	}

	const version = Math.trunc(bytes[12]! / 16);
	const command = bytes[12]! % 16;
	const family = Math.trunc(bytes[13]! / 16);
	const length = binaryPrefixBytes + bytes.readUInt16BE(14);
	if (version !== binaryVersion || command > commands.proxy || length > maxBinaryBytes) {
		return 'malformed';
	}

	if (bytes.length < length) {
		return 'incomplete';
	}

	// Whatever LOCAL comes with, and addresses of an unknown or of a unix socket, say nothing of a client on the network (§2.2).
	if (command === commands.local || (family !== families.inet && family !== families.inet6)) {
		return {length, origin: undefined};
	}

	const addressLength = addressBytes[family]!;
	const isTls = length < binaryPrefixBytes + addressLength ? undefined : tlsAmong(bytes.subarray(binaryPrefixBytes + addressLength, length));
	if (isTls === undefined) {
		return 'malformed';
	}

	const size = (addressLength / 2) - 2;
	const addressAt = family === families.inet ? ipv4At : ipv6At;
	const portsAt = binaryPrefixBytes + (size * 2);
	return {length, origin: {
		address: addressAt(bytes, binaryPrefixBytes),
		port: bytes.readUInt16BE(portsAt),
		destination: {address: addressAt(bytes, binaryPrefixBytes + size), port: bytes.readUInt16BE(portsAt + 2)},
		isTls,
	}};
};

/**
Reads the header of the PROXY protocol, version 1 or 2, at the start of a connection.

@param bytes - All that has been received.
*/
export const readProxyHeader = (bytes: Buffer): ProxyHeader | 'incomplete' | 'malformed' => {
	for (const [signature, read] of [[textSignature, readText], [binarySignature, readBinary]] as const) {
		const starts = startsWith(bytes, signature);
		if (starts === 'incomplete') {
			return starts;
		}

		if (starts) {
			return read(bytes);
		}
	}

	return 'malformed';
};

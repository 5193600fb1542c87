import {Buffer} from 'node:buffer';
import {isIPv4} from 'node:net';
import {ipv6Groups, normalAddress} from '../ip-address.js';
import type {ProxyOrigin} from './proxy-origin.js';
import {addressBytes, binaryPrefixBytes, binarySignature} from './signature.js';

export const proxyProtocols = ['off', 'v1', 'v2'] as const;

/** Version of the PROXY protocol to send. */
export type ProxyProtocol = Exclude<(typeof proxyProtocols)[number], 'off'>;

const localCommand = 0x20;
const proxyCommand = 0x21;
const streams = {inet: 0x11, inet6: 0x21};

const binary = (command: number, protocol: number, addresses: Buffer): Buffer => {
	const header = Buffer.alloc(binaryPrefixBytes);
	binarySignature.copy(header);
	header[12] = command;
	header[13] = protocol;
	header.writeUInt16BE(addresses.length, 14);
	return Buffer.concat([header, addresses]);
};

/** Of a connection that is made for no client, such as a health check. In version 1, some receivers refuse anything after UNKNOWN. */
export const localProxyHeader = (version: ProxyProtocol): Buffer => version === 'v1' ? Buffer.from('PROXY UNKNOWN\r\n', 'latin1') : binary(localCommand, 0, Buffer.alloc(0));

/** The groups of an address as an IPv6 address, IPv4 mapped into it (RFC 4291 §2.5.5.2). */
const groupsOf = (address: string): number[] => ipv6Groups(isIPv4(address) ? `::ffff:${address}` : address);

/** The header for a client's connection; without the address of either end, that of {@link localProxyHeader}. */
export const proxyHeader = (version: ProxyProtocol, {address, port, destination}: Omit<ProxyOrigin, 'isTls'>): Buffer => {
	if (normalAddress(address) === undefined || normalAddress(destination.address) === undefined) {
		return localProxyHeader(version);
	}

	const ends = [address, destination.address];
	// Both are of one family: the other kind of address cannot be written into the header.
	const isInet = ends.every(end => isIPv4(end));
	if (version === 'v1') {
		const [from, to] = isInet ? ends : ends.map(end => groupsOf(end).map(group => group.toString(16)).join(':'));
		return Buffer.from(`PROXY ${isInet ? 'TCP4' : 'TCP6'} ${from} ${to} ${port} ${destination.port}\r\n`, 'latin1');
	}

	const addresses = Buffer.alloc(addressBytes[isInet ? 1 : 2]!);
	let offset = 0;
	for (const end of ends) {
		for (const part of isInet ? end.split('.').map(Number) : groupsOf(end)) {
			offset = isInet ? addresses.writeUInt8(part, offset) : addresses.writeUInt16BE(part, offset);
		}
	}

	addresses.writeUInt16BE(port, offset);
	addresses.writeUInt16BE(destination.port, offset + 2);
	return binary(proxyCommand, isInet ? streams.inet : streams.inet6, addresses);
};

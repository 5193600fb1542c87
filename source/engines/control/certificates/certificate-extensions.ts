import {Buffer} from 'node:buffer';
import {isIP} from 'node:net';
import {ipv6Groups} from '../../../model/ip-address.js';
import {element, isTrue, objectIdentifier, octetString, sequence} from './der.js';

/** An extension of a certificate (RFC 5280 §4.2), which is refused by those who don't know a critical one. */
export const extension = (identifier: Buffer, value: Buffer, isCritical = false): Buffer =>
	sequence(identifier, ...isCritical ? [isTrue] : [], octetString(value));

const addressBytes = (address: string): Uint8Array => isIP(address) === 4
	? Uint8Array.from(address.split('.').map(Number))
	: Uint8Array.from(ipv6Groups(address).flatMap(group => [Math.trunc(group / 256), group % 256]));

const alternativeName = (host: string): Buffer => isIP(host) === 0 ? element(0x82, Buffer.from(host)) : element(0x87, addressBytes(host));

/** The names and addresses that a certificate is for (RFC 5280 §4.2.1.6). */
export const alternativeNames = (hosts: readonly string[]): Buffer => extension(objectIdentifier('551d11'), sequence(...hosts.map(host => alternativeName(host))));

import {isIPv4, isIPv6} from 'node:net';
import type {ClientNetwork} from '../../../shared-memory/client-buckets.js';
import {ipv6Groups} from '../../../../model/ip-address.js';

/** Marks an IPv4 address; no IPv6 address in use begins like this. */
const ipv4High = 1;

const twoGroups = (first: number, second: number): number => (first * 0x1_00_00) + second;

/**
The network that identifies a client: an IPv4 address, or the /64 of an IPv6 address, all of which usually belongs to one client.

@param address - In normal form. Everything else counts as one client.
*/
export const clientNetwork = (address: string): ClientNetwork => {
	if (isIPv4(address)) {
		const low = address.split('.').reduce((sum, part) => (sum * 256) + Number(part), 0);
		return {high: ipv4High, low};
	}

	if (!isIPv6(address)) {
		return {high: 0, low: 0};
	}

	const [first, second, third, fourth] = ipv6Groups(address) as [number, number, number, number];
	return {high: twoGroups(first, second), low: twoGroups(third, fourth)};
};

import {isIPv4, isIPv6} from 'node:net';
import type {ClientNetwork} from '../../../shared-memory/client-buckets.js';
import {ipv6Groups} from '../../../../model/ip-address.js';

/** Marks an IPv4 address; no IPv6 address that is in use begins like this. */
const ipv4High = 1;

const twoGroups = (first: number, second: number): number => (first * 0x1_00_00) + second;

/**
The network by which a client is known: an IPv4 address alone, an IPv6 address with all of its /64, since whoever has one
address of that has all of them.

@param address - In its normal form. Whatever is no address counts as one and the same client.
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

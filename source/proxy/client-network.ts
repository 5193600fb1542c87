import {isIPv4, isIPv6} from 'node:net';
import type {ClientNetwork} from '../counters/client-buckets.js';

/** Marks an IPv4 address; no IPv6 address that is in use begins like this. */
const ipv4High = 1;

const twoGroups = (first: string | undefined, second: string | undefined): number =>
	((Number.parseInt(first ?? '0', 16) * 0x1_00_00) + Number.parseInt(second ?? '0', 16));

/**
The network by which a client is known: an IPv4 address alone, an IPv6 address with all of its /64, since whoever has one
address of that has all of them.

@param address - As `net.Socket` tells it. Whatever is no address counts as one and the same client.
*/
export const clientNetwork = (address: string): ClientNetwork => {
	if (isIPv4(address)) {
		const low = address.split('.').reduce((sum, part) => (sum * 256) + Number(part), 0);
		return {high: ipv4High, low};
	}

	if (!isIPv6(address)) {
		return {high: 0, low: 0};
	}

	// The groups before the gap; a gap within the first four stands for zeros, and only what follows it can be more.
	const [beforeGap = '', afterGap] = address.split('::', 2);
	const head = beforeGap === '' ? [] : beforeGap.split(':');
	if (afterGap !== undefined) {
		const tail = afterGap === '' ? [] : afterGap.split(':');
		// An IPv4 address at the end stands for two groups.
		const tailLength = tail.length + (tail.at(-1)?.includes('.') ? 1 : 0);
		while (head.length < 8 - tailLength) {
			head.push('0');
		}

		head.push(...tail);
	}

	return {high: twoGroups(head[0], head[1]), low: twoGroups(head[2], head[3])};
};

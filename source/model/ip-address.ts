import {isIPv4, isIPv6} from 'node:net';

const maxGroups = 8;

const ipv4Of = (high: number, low: number): string =>
	[high, low].flatMap(group => [Math.trunc(group / 256), group % 256]).join('.');

/** An IPv4 address at the end of an IPv6 address stands for two groups. */
const withoutDots = (address: string): string => {
	const start = address.lastIndexOf(':') + 1;
	const [a, b, c, d] = address.slice(start).split('.').map(Number) as [number, number, number, number];
	return `${address.slice(0, start)}${((a * 256) + b).toString(16)}:${((c * 256) + d).toString(16)}`;
};

const groupsIn = (text: string): string[] => text === '' ? [] : text.split(':');

/**
The groups of an IPv6 address, in whatever spelling.

@param address - One that `isIPv6` takes.
*/
export const ipv6Groups = (address: string): number[] => {
	// The zone identifies a link, not a host.
	const [bare = ''] = address.split('%', 1);
	const [before = '', after] = (bare.includes('.') ? withoutDots(bare) : bare).split('::', 2);
	const head = groupsIn(before);
	const tail = groupsIn(after ?? '');
	const gap = Array.from({length: maxGroups - head.length - tail.length}, () => '0');
	return [...head, ...gap, ...tail].map(group => Number.parseInt(group, 16));
};

const areZero = (groups: readonly number[], from: number, to: number): boolean => {
	for (let index = from; index < to; index++) {
		if (groups[index] !== 0) {
			return false;
		}
	}

	return true;
};

/** Whether it is IPv4-mapped (RFC 4291 §2.5.5.2) or translated with the well-known prefix (RFC 6052 §2.1). */
const standsForIpv4 = (groups: readonly number[]): boolean =>
	(groups[5] === 0xFF_FF && areZero(groups, 0, 5)) || (groups[0] === 0x64 && groups[1] === 0xFF_9B && areZero(groups, 2, 6));

/** Position and length of the longest run of zeros, the first of several (RFC 5952 §4.2). */
const longestGap = (groups: readonly number[]): {start: number; length: number} => {
	let longest = {start: 0, length: 0};
	let start = 0;
	for (const [index, group] of groups.entries()) {
		if (group !== 0) {
			start = index + 1;
		} else if (index + 1 - start > longest.length) {
			longest = {start, length: index + 1 - start};
		}
	}

	return longest;
};

const written = (groups: readonly number[]): string => {
	const {start, length} = longestGap(groups);
	const text = (from: number, to?: number): string => groups.slice(from, to).map(group => group.toString(16)).join(':');
	// A single zero is not compressed (RFC 5952 §4.2.2).
	return length < 2 ? text(0) : `${text(0, start)}::${text(start + length)}`;
};

/**
The canonical notation: an IPv4 address as such, even if it comes as IPv6; any other IPv6 address by RFC 5952, without its zone.

@returns undefined for anything else.
*/
export const normalAddress = (text: string): string | undefined => {
	if (!text.includes(':')) {
		return isIPv4(text) ? text : undefined;
	}

	if (!isIPv6(text)) {
		return undefined;
	}

	const groups = ipv6Groups(text);
	return standsForIpv4(groups) ? ipv4Of(groups[6]!, groups[7]!) : written(groups);
};

import {BlockList} from 'node:net';
import {normalAddress} from '../../../../model/ip-address.js';

const namedRanges: Readonly<Record<string, readonly string[]>> = {
	loopback: ['127.0.0.0/8', '::1/128'],
	// RFC 1918 and RFC 4193.
	private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

const maxRemembered = 4096;

const familyOf = (address: string): 'ipv4' | 'ipv6' => address.includes(':') ? 'ipv6' : 'ipv4';

/** Length of the prefix of an IPv4-mapped IPv6 address. */
const prefixBits = 96;

/** Normalizes a range of IPv4-mapped addresses to IPv4. A wider range stays IPv6: it must not include all of IPv4. */
const normalRange = (range: string): {readonly address: string; readonly bits: number | undefined} => {
	const [address = '', bits] = range.split('/', 2);
	const normal = normalAddress(address)!;
	if (bits === undefined || familyOf(normal) === familyOf(address)) {
		return {address: normal, bits: bits === undefined ? undefined : Number(bits)};
	}

	return Number(bits) > prefixBits ? {address: normal, bits: Number(bits) - prefixBits} : {address, bits: Number(bits)};
};

/** The address in an element of `X-Forwarded-For` in normal form, without the port that some senders add; undefined if there is none. */
export const addressIn = (element: string): string | undefined => {
	const address = /^(?:\[(?<v6>.*)\](?::\d+)?|(?<v4>[\d.]+):\d+)$/v.exec(element)?.groups;
	const bare = address?.['v6'] ?? address?.['v4'] ?? element;
	return normalAddress(bare);
};

/** The peers whose forwarded headers are accepted. */
export class TrustedPeers {
	readonly #list = new BlockList();
	/** A lookup in the list costs more than the rest of admission, and few peers open many connections. */
	readonly #remembered = new Map<string, boolean>();

	/** @param ranges - Addresses, CIDR blocks, `loopback`, `private`; validated before. */
	constructor(ranges: readonly string[]) {
		for (const range of ranges.flatMap(name => namedRanges[name] ?? [name])) {
			const {address, bits} = normalRange(range);
			if (bits === undefined) {
				this.#list.addAddress(address, familyOf(address));
			} else {
				this.#list.addSubnet(address, bits, familyOf(address));
			}
		}
	}

	/** @param address - In any notation. */
	includes(address: string): boolean {
		const known = this.#remembered.get(address);
		if (known !== undefined) {
			return known;
		}

		const normal = normalAddress(address);
		const isTrusted = normal !== undefined && this.#list.check(normal, familyOf(normal));
		if (this.#remembered.size >= maxRemembered) {
			this.#remembered.clear();
		}

		this.#remembered.set(address, isTrusted);
		return isTrusted;
	}

	/**
	The client of a request: the last untrusted address in the chain.

	@param peer - The trusted peer of the connection.
	@param forwardedFor - Its `X-Forwarded-For`.
	*/
	clientBehind(peer: string, forwardedFor: string | undefined): string {
		if (forwardedFor === undefined) {
			return peer;
		}

		let client = peer;
		for (const element of forwardedFor.split(',').toReversed()) {
			const address = addressIn(element.trim());
			if (address === undefined) {
				break;
			}

			client = address;
			if (!this.includes(address)) {
				break;
			}
		}

		return client;
	}
}

import {BlockList, isIP} from 'node:net';

const namedRanges: Readonly<Record<string, readonly string[]>> = {
	loopback: ['127.0.0.0/8', '::1/128'],
	// RFC 1918 and RFC 4193.
	private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

const maxRemembered = 4096;

const familyOf = (address: string): 'ipv4' | 'ipv6' => address.includes(':') ? 'ipv6' : 'ipv4';

/** An element of `X-Forwarded-For` without the port that some senders add; undefined if it is no address. */
const addressIn = (element: string): string | undefined => {
	const address = /^(?:\[(?<v6>.*)\](?::\d+)?|(?<v4>[\d.]+):\d+)$/v.exec(element)?.groups;
	const bare = address?.['v6'] ?? address?.['v4'] ?? element;
	return isIP(bare) === 0 ? undefined : bare;
};

/** Whose word on where a request comes from is taken. */
export class TrustedPeers {
	readonly #list = new BlockList();
	/** Asking the list costs more than all else of a request's headers, and few peers have many connections. */
	readonly #remembered = new Map<string, boolean>();

	/** @param ranges - Addresses, CIDR blocks, `loopback`, `private`; checked before. */
	constructor(ranges: readonly string[]) {
		for (const range of ranges.flatMap(name => namedRanges[name] ?? [name])) {
			const [address, bits] = range.split('/') as [string, string?];
			if (bits === undefined) {
				this.#list.addAddress(address, familyOf(address));
			} else {
				this.#list.addSubnet(address, Number(bits), familyOf(address));
			}
		}
	}

	/** @param address - As `clientAddress` gives it. */
	includes(address: string): boolean {
		const known = this.#remembered.get(address);
		if (known !== undefined) {
			return known;
		}

		const isTrusted = isIP(address) !== 0 && this.#list.check(address, familyOf(address));
		if (this.#remembered.size >= maxRemembered) {
			this.#remembered.clear();
		}

		this.#remembered.set(address, isTrusted);
		return isTrusted;
	}

	/**
	Who a request comes from: the last one in the chain that is not trusted.

	@param peer - The trusted other end of the connection.
	@param forwardedFor - What it says in `X-Forwarded-For`.
	*/
	clientBehind(peer: string, forwardedFor: string | undefined): string {
		let client = peer;
		for (const element of (forwardedFor ?? '').split(',').toReversed()) {
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

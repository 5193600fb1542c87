import {Resolver} from 'node:dns/promises';
import {maxWeight, minWeight} from '../../../model/backend.js';
import type {BackendName} from '../../../model/backend-name.js';

/** An address of a DNS name. */
export type Found = {
	readonly url: string;
	readonly weight: number;
	/** Priority: a higher tier serves only while no lower one can. */
	readonly tier: number;
};

export type Answer = {
	readonly found: readonly Found[];
	/** Time to live, in milliseconds. */
	readonly ttlMs: number;
};

/** Resolves a DNS name. Rejects if there is no answer, or none with an address. */
export type Lookup = (name: BackendName, weight: number) => Promise<Answer>;

type Addresses = {readonly hosts: readonly string[]; readonly ttlSeconds: number};

const timeoutMs = 2000;
const tries = 2;
/** Node does not return the time to live of SRV records; the minimum of that of the addresses and this is used. */
const longestServiceTtlSeconds = 30;

/** Scales weights of SRV records, 0 to 65535, to weights of backends; 0 becomes the minimum. */
export const shareWeights = (weights: readonly number[]): readonly number[] => {
	const scale = Math.min(1, maxWeight / Math.max(...weights, 1));
	return weights.map(weight => Math.max(Math.round(weight * scale), minWeight));
};

const addressesOf = async (resolver: Resolver, host: string): Promise<Addresses> => {
	const [v4, v6] = await Promise.allSettled([resolver.resolve4(host, {ttl: true}), resolver.resolve6(host, {ttl: true})]);
	if (v4.status === 'rejected' && v6.status === 'rejected') {
		throw v4.reason as Error;
	}

	const records4 = v4.status === 'fulfilled' ? v4.value : [];
	const records6 = v6.status === 'fulfilled' ? v6.value : [];
	return {
		hosts: [...records4.map(({address}) => address), ...records6.map(({address}) => `[${address}]`)],
		ttlSeconds: Math.min(...[...records4, ...records6].map(({ttl}) => ttl)),
	};
};

const originOf = (scheme: BackendName['scheme'], host: string, port: number): string => new URL(`${scheme}://${host}:${port}`).origin;

/** @param server - Address and port of the DNS server; the system's if undefined. */
export const createLookup = (server: string | undefined): Lookup => {
	const resolver = new Resolver({timeout: timeoutMs, tries});
	if (server !== undefined) {
		resolver.setServers([server]);
	}

	return async (name, weight) => {
		if (name.kind === 'dns') {
			const {hosts, ttlSeconds} = await addressesOf(resolver, name.host);
			return {found: hosts.map(host => ({url: originOf(name.scheme, host, name.port), weight, tier: 0})), ttlMs: ttlSeconds * 1000};
		}

		const records = await resolver.resolveSrv(name.host);
		const targets = await Promise.allSettled(records.map(async record => ({record, ...await addressesOf(resolver, record.name)})));
		const known = targets.filter(target => target.status === 'fulfilled').map(({value}) => value);
		const failed = targets.find(target => target.status === 'rejected');
		if (known.length === 0 && failed) {
			throw failed.reason as Error;
		}

		const tiers = [...new Set(records.map(({priority}) => priority))].toSorted((a, b) => a - b);
		const weights = shareWeights(known.map(({record}) => record.weight));
		return {
			found: known.flatMap(({record, hosts}, index) => hosts.map(host => ({
				url: originOf(name.scheme, host, record.port), weight: weights[index]!, tier: tiers.indexOf(record.priority),
			}))),
			ttlMs: Math.min(longestServiceTtlSeconds, ...known.map(({ttlSeconds}) => ttlSeconds)) * 1000,
		};
	};
};

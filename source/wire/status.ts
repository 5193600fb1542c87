import * as z from 'zod';
import {abilities, type Ability} from '../model/abilities.js';
import type {ListenAddress, NameStatus, Status, Totals} from '../model/status.js';
import {backendWire, recentTrafficWire} from './backend.js';
import {certificateWire} from './certificate.js';
import {count, flag, milliseconds, moment, policy, steadyMoment, text} from './values.js';
import {absentAs, inline, later, leftOut, list, mapped, nullable, optional, resource, same, type Wire} from './wire.js';

const address = resource<ListenAddress>({host: text, port: same(z.int())});

const name = resource<NameStatus>({url: text, weight: same(z.int(), z.number()), addresses: count, error: optional(text)});

type ByClass = Readonly<Record<'1xx' | '2xx' | '3xx' | '4xx' | '5xx', number>>;

const byClass: Wire<Totals['responsesByClass']> = mapped(
	resource<ByClass>({'1xx': count, '2xx': count, '3xx': count, '4xx': count, '5xx': count}),
	counts => [counts['1xx'], counts['2xx'], counts['3xx'], counts['4xx'], counts['5xx']] as const,
	([informational, successful, redirects, clientErrors, serverErrors]) => ({
		'1xx': informational, '2xx': successful, '3xx': redirects, '4xx': clientErrors, '5xx': serverErrors,
	}),
);

const totals = resource<Totals>({
	requests: count,
	inFlight: ['in_flight', count],
	responsesByClass: ['responses', byClass],
	rateLimited: ['rate_limited', count],
	unavailable: count,
	aborted: count,
	retries: count,
	requestBytes: ['request_bytes', count],
	responseBytes: ['response_bytes', count],
});

/** A newer instance may lack what is not known here. */
const knownAbilities = z.array(z.string())
	.transform(names => abilities.filter(ability => names.includes(ability)))
	.transform(known => known.length === 0 ? undefined : known);

const lacks: Wire<readonly Ability[] | undefined> = {...leftOut(list(same(z.enum(abilities)))), reader: knownAbilities.optional()};

const balancer = resource<Omit<Status, 'staleSince'>>({
	backends: list(backendWire),
	current: count,
	version: ['pool_version', count],
	isPanic: ['panic', absentAs(flag, false)],
	insecureBackends: ['insecure_backends', absentAs(flag, false)],
	phase: same(z.enum(['serving', 'leaving'])),
	startedAt: ['started_at', moment],
	proxy: address,
	tls: leftOut(address),
	admin: nullable(address),
	certificates: leftOut(list(certificateWire)),
	policy,
	rateLimit: ['rate_limit', count],
	lacks,
	captureBytes: ['capture_bytes', absentAs(count, 0)],
	names: absentAs(list(name), []),
	totals,
	recent: recentTrafficWire,
});

export type StatusAnswer = {
	/** Where an instance is attached, only that side knows whether it is stale. */
	readonly status: Omit<Status, 'staleSince'>;
	/** Of the program. */
	readonly version: string | undefined;
	/** The clock of all moments but the start, which is by the system's clock at that time. */
	readonly now: number | undefined;
	readonly uptimeMs: number | undefined;
};

/** The whole state. Times are in milliseconds, moments in ISO 8601, shares from 0 to 1. */
export const statusWire = resource<StatusAnswer>({
	status: inline(balancer),
	version: later(text),
	now: later(steadyMoment),
	uptimeMs: ['uptime_ms', later(milliseconds)],
});

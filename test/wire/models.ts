import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {abilities} from '../../source/model/abilities.js';
import {faces, type Actor} from '../../source/model/actor.js';
import type {ChangedSetting, Command} from '../../source/model/command.js';
import type {AccessLogEntry, FailedAttempt, LogPage, LogRecord} from '../../source/model/access-log-entry.js';
import {adminStates, type Backend, type BackendChange, type Health, type PoolEntry} from '../../source/model/backend.js';
import type {ControlEvent, EventPage} from '../../source/model/event.js';
import type {CapturedBody, ExchangeDetail, ExchangePhases} from '../../source/model/exchange-detail.js';
import type {ClientTls} from '../../source/model/client-tls.js';
import type {ExpectedStatus} from '../../source/model/expected-status.js';
import type {HealthCheckOverrides} from '../../source/model/health-check-settings.js';
import type {History, HistoryPoint} from '../../source/model/history.js';
import type {LiveSetting, SettingValue} from '../../source/model/live-setting.js';
import {openPhases, type OpenRequest, type OpenRequests} from '../../source/model/open-request.js';
import {policies} from '../../source/model/pool.js';
import type {PoolChange} from '../../source/model/pool-change.js';
import type {CertificateStatus} from '../../source/model/certificate.js';
import type {BackendStatus, HealthCheck, ListenAddress, NameStatus, RecentTraffic, Totals} from '../../source/model/status.js';
import type {Outlier} from '../../source/model/outlier.js';
import type {Warning} from '../../source/model/warning.js';
import type {Timings} from '../../source/model/timings.js';
import type {TopEntry, TopFigures, TopList, TopRequests} from '../../source/model/top-list.js';
import type {StatusAnswer} from '../../source/wire/status.js';
import {rounded} from '../../source/wire/values.js';

type OptionalKey<Model> = {[Key in keyof Model]-?: object extends Pick<Model, Key> ? Key : never}[keyof Model];
type Members<Model> = {[Key in keyof Model]-?: fc.Arbitrary<Key extends OptionalKey<Model> ? Exclude<Model[Key], undefined> : Model[Key]>};

const plain = <Model>(members: {[Key in keyof Model]: fc.Arbitrary<Model[Key]>}): fc.Arbitrary<Model> => fc.record(members, {noNullPrototype: true});

/** Any such value: with all of its members, and with any of the optional ones missing. A member that is forgotten here does not compile. */
const anyOf = <Model>(members: Members<Model>, optional: ReadonlyArray<OptionalKey<Model>> = []): fc.Arbitrary<Model> => {
	const left: readonly unknown[] = optional;
	const requiredKeys = Object.keys(members).filter(key => !left.includes(key));
	return fc.oneof(plain(members), fc.record(members, {requiredKeys: requiredKeys as never, noNullPrototype: true}));
};

const orUndefined = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(arbitrary, {nil: undefined});

const text = fc.string({unit: 'grapheme', maxLength: 10});
const count = fc.nat();
const figure = fc.double({min: 0, max: 1e9, noNaN: true}).map(value => rounded(value));
const part = fc.double({min: 0, max: 1, noNaN: true}).map(value => rounded(value));
const at = fc.integer({min: 0, max: 4_000_000_000_000});
const weight = fc.integer({min: 1, max: 256});
const id = fc.nat().map(number => `b${number}`);
const state = fc.constantFrom(...adminStates);
const health = fc.constantFrom<Health>('unknown', 'healthy', 'unhealthy');
const policy = fc.constantFrom(...policies);
const yes = fc.constant(true as const);
const some = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<readonly Value[]> => fc.array(arbitrary, {minLength: 1, maxLength: 3});

const statusCode = fc.integer({min: 100, max: 599});
const expected: fc.Arbitrary<ExpectedStatus> = fc.oneof(statusCode, fc.tuple(statusCode, statusCode).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const));
const field = fc.tuple(fc.integer({min: 1, max: 99}).map(number => `x-${number}`), fc.string({minLength: 1, maxLength: 5}));

export const healthCheck = anyOf<HealthCheckOverrides>({
	path: fc.webPath().map(path => `/${path.replace('#', '')}`),
	method: fc.constantFrom('GET', 'HEAD'),
	expected: some(expected),
	body: fc.string({unit: 'grapheme', minLength: 1, maxLength: 9}),
	grpc: fc.constantFrom('off', 'on', 'shop.Orders'),
	headers: fc.uniqueArray(field, {selector: ([name]) => name, maxLength: 3}),
	intervalMs: fc.integer({min: 10, max: 3_600_000}),
	timeoutMs: fc.integer({min: 1, max: 600_000}),
	rise: fc.integer({min: 1, max: 100}),
	fall: fc.integer({min: 1, max: 100}),
}, ['path', 'method', 'expected', 'body', 'headers', 'intervalMs', 'timeoutMs', 'rise', 'fall']);

export const configured = anyOf<Backend>({id, url: text, weight, state, origin: text, tier: count, healthCheck}, ['origin', 'tier', 'healthCheck']);

const timings = anyOf<Timings>({queueMs: figure, connectMs: figure, firstByteMs: figure, transferMs: figure});

const recent = anyOf<RecentTraffic>({
	requestsPerSecond: figure, p50Ms: orUndefined(figure), p95Ms: orUndefined(figure), p99Ms: orUndefined(figure), errorShare: orUndefined(part), timings,
}, ['timings']);

const probe = anyOf<HealthCheck>({at, passed: fc.boolean(), durationMs: figure, reason: text, hint: text}, ['hint']);

export const backend = anyOf<BackendStatus>({
	id,
	url: text,
	weight,
	state,
	origin: text,
	tier: count,
	healthCheck,
	health,
	healthReason: text,
	healthSince: at,
	stateSince: at,
	connections: count,
	drainEndsAt: at,
	isBeingRemoved: yes,
	ejectedUntil: at,
	ejectionReason: text,
	share: fc.double({min: 0.1, max: 0.9, noNaN: true}).map(value => rounded(value)),
	requests: count,
	failures: count,
	aborted: count,
	oldestRequestMs: figure,
	lastCheck: probe,
	checks: some(probe),
	recent,
	recentRequests: some(count),
}, [
	'origin', 'tier', 'healthCheck', 'healthReason', 'healthSince', 'stateSince', 'drainEndsAt', 'isBeingRemoved', 'ejectedUntil', 'ejectionReason', 'share',
	'oldestRequestMs', 'lastCheck', 'checks', 'recentRequests',
]);

export const backendList = plain({backends: fc.array(backend, {maxLength: 2})});

const address = anyOf<ListenAddress>({host: text, port: fc.nat(65_535)});
const name = anyOf<NameStatus>({url: text, weight, addresses: count, error: text}, ['error']);
const certificate = anyOf<CertificateStatus>({names: fc.array(text), issuer: text, notBefore: at, notAfter: at, source: text, problem: text, renewsAt: at}, ['problem', 'renewsAt']);
export const certificates = plain({certificates: fc.array(certificate, {maxLength: 2})});
const totals = anyOf<Totals>({
	requests: count,
	inFlight: count,
	responsesByClass: fc.tuple(count, count, count, count, count),
	rateLimited: count,
	unavailable: count,
	aborted: count,
	retries: count,
	requestBytes: fc.maxSafeNat(),
	responseBytes: fc.maxSafeNat(),
});

const status = anyOf<StatusAnswer['status']>({
	version: count,
	startedAt: at,
	proxy: address,
	tls: address,
	admin: orUndefined(address),
	certificates: some(certificate),
	policy,
	rateLimit: count,
	lacks: fc.subarray([...abilities], {minLength: 1}),
	captureBytes: fc.integer({min: 1}),
	insecureBackends: yes,
	isPanic: yes,
	current: count,
	backends: fc.array(backend, {maxLength: 2}),
	names: some(name),
	totals,
	recent,
	phase: fc.constantFrom('serving', 'leaving'),
}, ['tls', 'certificates', 'lacks', 'captureBytes', 'insecureBackends', 'isPanic', 'names']);

export const statusAnswer = anyOf<StatusAnswer>({status, version: text, now: at, uptimeMs: count});

const reference = anyOf<FailedAttempt['backend']>({id, url: text});

const entry = anyOf<Omit<AccessLogEntry, 'sequence'>>({
	startedAt: at,
	durationMs: figure,
	method: text,
	scheme: fc.constant('https'),
	protocol: fc.constant('h2'),
	tls: anyOf<ClientTls>({version: text, cipher: text, serverName: text, isResumed: yes}, ['serverName']),
	target: text,
	status: statusCode,
	requestBytes: count,
	responseBytes: count,
	client: text,
	userAgent: text,
	requestId: text,
	traceId: text,
	backend: reference,
	attempts: count,
	failedAttempts: some(anyOf<FailedAttempt>({backend: reference, reason: text})),
	error: fc.constantFrom<NonNullable<AccessLogEntry['error']>>('rate_limited', 'backend_reset', 'internal_error'),
	errorDetail: text,
	replayOf: count,
}, ['scheme', 'protocol', 'tls', 'userAgent', 'requestId', 'traceId', 'backend', 'failedAttempts', 'error', 'errorDetail', 'replayOf']);

export const request = fc.tuple(count, entry).map(([number, known]): LogRecord => ({...known, number, sequence: number}));

const openRequest = fc.tuple(entry, fc.constantFrom(...openPhases)).map(([known, phase]): OpenRequest => ({...known, status: 0, phase}));

export const openRequests = anyOf<OpenRequests>({requests: fc.array(openRequest, {maxLength: 2}), inFlight: count});

const figures: Members<TopFigures> = {count, bytes: fc.maxSafeNat(), time: figure, rate_limited: count, failures: count};

export const topList = anyOf<TopList>({
	entries: fc.array(anyOf<TopEntry>({name: text, ...figures}), {maxLength: 3}), totals: anyOf(figures), errorBounds: anyOf(figures), spanMs: count,
});

export const topRequests = anyOf<TopRequests>({requests: fc.array(request, {maxLength: 2}), spanMs: count});

export const requestPage = anyOf<LogPage & {readonly more: boolean | undefined}>({records: fc.array(request, {maxLength: 2}), skipped: count, last: count, more: fc.boolean()});

const headers = fc.array(fc.tuple(text, text), {maxLength: 3}).map(pairs => pairs.flat());
const body = anyOf<CapturedBody>({bytes: fc.uint8Array({maxLength: 9}).map(bytes => Buffer.from(bytes)), totalBytes: count});

export const exchange = anyOf<ExchangeDetail>({
	record: request,
	httpVersion: fc.constantFrom('1.1', '1.0', ''),
	requestHeaders: headers,
	statusText: text,
	responseHeaders: headers,
	choice: anyOf<NonNullable<ExchangeDetail['choice']>>({policy, reason: text}),
	phases: anyOf<ExchangePhases>({
		queueMs: figure, earlierAttemptsMs: figure, connectMs: figure, tlsMs: figure, firstByteMs: figure, bodyMs: figure,
	}, ['queueMs', 'earlierAttemptsMs', 'connectMs', 'tlsMs', 'firstByteMs', 'bodyMs']),
	reusedConnection: fc.boolean(),
	requestBody: body,
	responseBody: body,
}, ['statusText', 'responseHeaders', 'choice', 'reusedConnection', 'requestBody', 'responseBody']);

const point = anyOf<HistoryPoint>({at, requests: count, errors: count, p50Ms: orUndefined(figure), p95Ms: orUndefined(figure), p99Ms: orUndefined(figure), timings}, ['timings']);

export const history = anyOf<History>({
	spanMs: count,
	points: fc.array(point, {maxLength: 3}),
	latencies: fc.array(plain({upToMs: fc.oneof(figure, fc.constant(Infinity)), count}), {maxLength: 3}),
});

type Variants<Model extends {readonly type: string}> = {readonly [Type in Model['type']]: fc.Arbitrary<Omit<Extract<Model, {readonly type: Type}>, 'type'>>};

const oneOf = <Model extends {readonly type: string}>(variants: Variants<Model>): fc.Arbitrary<Model> =>
	fc.oneof(...Object.entries<fc.Arbitrary<object>>(variants).map(([type, members]) => members.map(given => ({type, ...given}) as unknown as Model)));

type Event<Type extends ControlEvent['type']> = Omit<Extract<ControlEvent, {readonly type: Type}>, 'type'>;

export const poolEntry = anyOf<PoolEntry>({url: text, weight, state, healthCheck}, ['weight', 'state', 'healthCheck']);
export const newBackend = anyOf<Omit<PoolEntry, 'state'>>({url: text, weight, healthCheck}, ['weight', 'healthCheck']);
export const pool = plain({backends: fc.array(poolEntry, {maxLength: 3})});
export const backendChange = anyOf<BackendChange>({state, weight, healthCheck}, ['state', 'weight', 'healthCheck']).filter(change => Object.keys(change).length > 0);

const actor = anyOf<Actor>({face: fc.constantFrom(...faces), name: text, tokenName: text, claimedName: text}, ['name', 'tokenName', 'claimedName']);
const told = {number: count, at, actor, commandId: text, batch: text} as const;
type Told<Type extends ControlEvent['type']> = Omit<Event<Type>, keyof typeof told>;

/** Any event of a type: with all that is optional, and without. */
const toldWith = <Type extends ControlEvent['type']>(members: Members<Told<Type>>, optional: ReadonlyArray<OptionalKey<Told<Type>>> = []): fc.Arbitrary<Event<Type>> =>
	anyOf({...told, ...members} as unknown as Members<Event<Type>>, [...optional, 'commandId', 'batch'] as unknown as ReadonlyArray<OptionalKey<Event<Type>>>);

const poolChange = oneOf<PoolChange>({
	added: plain({backend: configured}),
	removed: plain({backend: configured, index: count}),
	changed: plain({before: configured, after: configured}),
	'name-added': plain({url: text, weight}),
	'name-removed': plain({url: text, weight}),
	'name-changed': plain({url: text, from: weight, to: weight}),
	'policy-changed': plain({from: policy, to: policy}),
	several: plain({urls: fc.array(text)}),
});

export const undone = plain({undone: poolChange});

const command = oneOf<Command>({
	add: plain({url: text, weight}),
	update: fc.record({url: text, change: backendChange}, {noNullPrototype: true}),
	remove: plain({url: text, isForced: fc.boolean(), drainsFirst: fc.boolean()}),
	'replace-pool': plain({entries: count}),
	undo: undone,
	replay: anyOf<Omit<Extract<Command, {readonly type: 'replay'}>, 'type'>>({request: count, url: text}, ['url']),
	'change-settings': plain({changes: fc.array(anyOf<ChangedSetting>({name: text, value: fc.oneof(text, count, fc.boolean(), fc.constant(null))}, ['value']), {maxLength: 3})}),
	other: plain({words: text}),
});

const warning = oneOf<Warning>({
	'drain-timed-out': plain({url: text, left: count}),
	'access-log-lost': anyOf<Omit<Extract<Warning, {readonly type: 'access-log-lost'}>, 'type'>>({lines: count, reason: text}, ['reason']),
	'lookup-failed': plain({url: text, reason: text, known: count}),
	'wrong-token': plain({address: text}),
	'wrong-tokens': plain({count, withinMs: count, addresses: fc.array(text), isFromOthers: fc.boolean()}),
	'config-refused': plain({reason: text}),
	'config-mismatch': plain({url: text, reason: text}),
	'restart-needed': plain({setting: text}),
	'few-open-files': anyOf<Omit<Extract<Warning, {readonly type: 'few-open-files'}>, 'type'>>({limit: count, connections: count, wanted: count}, ['wanted']),
	'authority-made': plain({file: text}),
	'certificate-refused': plain({source: text, reason: text}),
	'certificate-expires': plain({names: fc.array(text), source: text, daysLeft: fc.integer()}),
	'certificate-pending': plain({name: text, authority: text}),
	'certificate-not-renewed': plain({name: text, reason: text, retryAt: at}),
	'saved-state': plain({reason: text}),
	'service-manager': plain({reason: text}),
	'connection-lost': plain({reason: text}),
	other: plain({words: text}),
});

const outlier = oneOf<Outlier>({
	'consecutive-failures': plain({failures: count}),
	'error-rate': plain({percent: count, requests: count}),
	other: plain({words: text}),
});

const ofBackend = toldWith<'backend-added'>({backend: configured});

export const event = oneOf<ControlEvent>({
	'backend-added': ofBackend,
	'backend-removed': ofBackend,
	'backend-returned': ofBackend,
	'health-check-changed': ofBackend,
	'state-changed': toldWith<'state-changed'>({backend: configured, from: state, to: state}),
	'weight-changed': toldWith<'weight-changed'>({backend: configured, from: count, to: count}),
	'health-changed': toldWith<'health-changed'>({backend: configured, from: health, to: health, reason: text, hint: text}, ['hint']),
	'backend-ejected': toldWith<'backend-ejected'>({backend: configured, outlier, durationMs: count}),
	'stall-changed': toldWith<'stall-changed'>({backend: configured, isStalled: fc.boolean(), waitedMs: figure}),
	'policy-changed': toldWith<'policy-changed'>({from: policy, to: policy}),
	'panic-changed': toldWith<'panic-changed'>({isPanic: fc.boolean()}),
	'worker-restarted': toldWith<'worker-restarted'>({worker: count, reason: text}),
	'name-removed': toldWith<'name-removed'>({url: text}),
	'name-changed': toldWith<'name-changed'>({url: text, from: count, to: count}),
	'settings-changed': toldWith<'settings-changed'>({names: fc.array(text), remembered: fc.array(text)}, ['remembered']),
	'settings-remembered': toldWith<'settings-remembered'>({names: fc.array(text), file: text}),
	'config-applied': toldWith<'config-applied'>({file: text}),
	'certificate-changed': toldWith<'certificate-changed'>({names: fc.array(text), source: text, notAfter: at}),
	warning: toldWith<'warning'>({warning}),
	command: toldWith<'command'>({command}),
});

export const eventPage = plain<EventPage>({events: fc.array(event, {maxLength: 2}), skipped: count, last: count});

const setting = anyOf<LiveSetting>({
	name: text,
	value: fc.oneof<Array<fc.Arbitrary<SettingValue>>>(text, count, fc.boolean(), fc.constant(null), fc.array(text), plain({path: text, rules: fc.array(count)})),
	source: text,
	group: text,
	help: text,
	allowed: text,
	choices: fc.array(text),
	isLive: fc.boolean(),
	fixedBecause: text,
}, ['choices', 'fixedBecause']);

export const settings = plain({settings: fc.array(setting, {maxLength: 3})});

import assert from 'node:assert/strict';
import {once} from 'node:events';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type TestContext} from 'node:test';
import {AcmeCertificates, type AcmeOptions} from '../../../../../source/engines/control/certificates/acme/acme-certificates.js';
import type {AcmeChallenge} from '../../../../../source/model/server-tls.js';
import type {Warning} from '../../../../../source/model/warning.js';
import {startAcmeFront, type AcmeFront} from '../../../../helpers/acme-front.js';
import {skipWithoutPebble as skip, startPebble, type PebbleOptions} from '../../../../helpers/pebble.js';
import {StepClock} from '../../../../helpers/step-clock.js';
import {temporaryDirectory} from '../../../../helpers/temporary-directory.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A server that answers challenges in the place of the workers, and an authority that asks it. */
const prepare = async (t: TestContext, options: Partial<PebbleOptions> = {}) => {
	let challenges: readonly AcmeChallenge[] = [];
	const server = http.createServer(({url}, response) => {
		const found = challenges.find(challenge => challenge.type === 'http-01' && url === `/.well-known/acme-challenge/${challenge.token}`);
		response.end(found?.type === 'http-01' ? found.keyAuthorization : 'no');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.close();
	});
	const httpPort = (server.address() as AddressInfo).port;
	const pebbleOptions = {httpPort, tlsPort: httpPort, ...options};
	const front = await startAcmeFront(t, await startPebble(t, pebbleOptions));
	return {
		front,
		startPebble: async () => startPebble(t, pebbleOptions),
		async applyChallenges(next: readonly AcmeChallenge[]) {
			challenges = next;
		},
		isAnswering: () => challenges.length > 0,
	};
};

type Prepared = Awaited<ReturnType<typeof prepare>>;

const start = async (t: TestContext, {front, applyChallenges}: Prepared, folder: string, options: Partial<AcmeOptions> = {}) => {
	const clock = new StepClock();
	const warnings: Warning[] = [];
	const renewed = {count: 0};
	const certificates = new AcmeCertificates({
		names: ['a.example'], directoryUrl: front.directoryUrl, folder, email: undefined, externalAccount: undefined, ca: front.ca, challengeTypes: ['http-01'], version: '0', clock, ...options,
	});
	const read = async () => Promise.all(certificates.sources.map(async source => source.read()));
	await read();
	certificates.start({
		applyChallenges,
		async onRenewed() {
			renewed.count++;
			await read();
		},
		emit(event) {
			assert.equal(event.type, 'warning');
			warnings.push(event.warning);
		},
	});
	t.after(() => {
		certificates.stop();
	});
	await clock.settled();
	return {certificates, clock, renewed, warnings, issuer: async () => (await read())[0]!.status.issuer};
};

const countOf = ({requests}: AcmeFront, part: string): number => requests.filter(({path}) => path.includes(part)).length;

const failures = (warnings: readonly Warning[]): readonly string[] => warnings.flatMap(warning => warning.type === 'certificate-not-renewed' ? [warning.reason] : []);

test('half of the nonces may be refused', {skip}, async t => {
	const prepared = await prepare(t, {environment: {PEBBLE_WFE_NONCEREJECT: '50'}});
	const {issuer, warnings} = await start(t, prepared, await temporaryDirectory(t), {email: 'admin@a.example'});
	assert.match(await issuer(), /^Pebble /v);
	assert.deepEqual(failures(warnings), []);
	assert.equal(prepared.isAnswering(), false);
	assert.ok(prepared.front.requests.some(({payload}) => (payload as {readonly contact?: unknown} | undefined)?.contact?.toString() === 'mailto:admin@a.example'));
});

test('an authority that fails for a while, and then has forgotten the account, is asked again later', {skip}, async t => {
	const prepared = await prepare(t);
	const {front} = prepared;
	front.intercept = ({path}) => path === '/order-plz' ? {status: 503, headers: {'retry-after': '600'}} : undefined;
	const {issuer, warnings, clock} = await start(t, prepared, await temporaryDirectory(t));
	assert.deepEqual(failures(warnings), [`The authority at ${new URL(front.directoryUrl).host} has refused: status 503.`]);
	assert.match(await issuer(), /^itself/v);
	front.intercept = () => 'break';
	await clock.pass(9 * minuteMs);
	assert.equal(failures(warnings).length, 1);
	await clock.pass(2 * minuteMs);
	await clock.settled();
	assert.match(failures(warnings)[1]!, /cannot be reached: /v);

	front.pebble = await prepared.startPebble();
	front.intercept = () => undefined;
	await clock.pass(5 * minuteMs);
	await clock.settled();
	assert.match(await issuer(), /^Pebble /v);
	assert.equal(failures(warnings).length, 2);
});

test('a restart goes on with an order that has begun', {skip}, async t => {
	const prepared = await prepare(t);
	const {front} = prepared;
	const folder = await temporaryDirectory(t);
	front.intercept = ({path}) => path.startsWith('/finalize-order/') ? 'break' : undefined;
	const first = await start(t, prepared, folder);
	assert.equal(failures(first.warnings).length, 1);
	first.certificates.stop();
	front.intercept = () => undefined;
	const second = await start(t, prepared, folder);
	await second.clock.pass(2 * minuteMs);
	await second.clock.settled();
	assert.match(await second.issuer(), /^Pebble /v);
	assert.equal(countOf(front, '/order-plz'), 1);
	assert.equal(countOf(front, '/sign-me-up'), 1);
});

test('a certificate is renewed when the authority suggests it, and the order says which one it replaces', {skip}, async t => {
	const prepared = await prepare(t, {environment: {PEBBLE_AUTHZREUSE: '100'}});
	const {front} = prepared;
	front.directory = {renewalInfo: new URL('/renewal-info', front.directoryUrl).href};
	const ids: string[] = [];
	front.intercept = ({path}) => {
		if (!path.startsWith('/renewal-info/')) {
			return undefined;
		}

		ids.push(path.slice('/renewal-info/'.length));
		const begin = Date.now() - hourMs;
		const suggestedWindow = {start: new Date(begin), end: new Date(begin + (ids.length > 1 ? 1000 * hourMs : minuteMs))};
		return {status: 200, headers: {'retry-after': '3600'}, body: {suggestedWindow}};
	};

	const {renewed, clock, certificates, warnings} = await start(t, prepared, await temporaryDirectory(t));
	assert.equal(renewed.count, 1);
	await clock.pass(1.1 * hourMs);
	await clock.settled();
	assert.equal(renewed.count, 2);
	const orders = front.requests.filter(({path}) => path === '/order-plz').map(({payload}) => (payload as {readonly replaces?: string}).replaces);
	assert.deepEqual(failures(warnings), []);
	assert.deepEqual(orders, [undefined, ids[0]]);
	assert.match(ids[0]!, /^[\w\-]+\.[\w\-]+$/v);
	await clock.pass(10 * minuteMs);
	await clock.settled();
	assert.notEqual(ids.at(-1), ids[0]);
	assert.ok(certificates.sources[0]!.renewal().renewsAt < Date.now() + (1002 * hourMs));
});

test('an account is bound to one that the authority knows', {skip}, async t => {
	const key = 'zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W';
	const prepared = await prepare(t, {externalKeys: {'kid-1': key}});
	const folder = await temporaryDirectory(t);
	const unbound = await start(t, prepared, folder);
	assert.match(failures(unbound.warnings)[0]!, /--acme-eab-kid/v);
	unbound.certificates.stop();
	const bound = await start(t, prepared, folder, {externalAccount: {kid: 'kid-1', key}});
	await bound.clock.pass(2 * minuteMs);
	await bound.clock.settled();
	assert.match(await bound.issuer(), /^Pebble /v);
});

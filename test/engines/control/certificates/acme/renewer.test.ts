import assert from 'node:assert/strict';
import type {X509Certificate} from 'node:crypto';
import {mkdir, rmdir} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {AcmeError} from '../../../../../source/engines/control/certificates/acme/acme-error.js';
import {KeptCertificate} from '../../../../../source/engines/control/certificates/acme/kept-certificate.js';
import type {ObtainedCertificate} from '../../../../../source/engines/control/certificates/acme/obtain-certificate.js';
import type {SuggestedRenewal} from '../../../../../source/engines/control/certificates/acme/renewal-info.js';
import {Renewer, type RenewerAuthority} from '../../../../../source/engines/control/certificates/acme/renewer.js';
import type {Warning} from '../../../../../source/model/warning.js';
import {makeCertificate} from '../../../../helpers/certificates.js';
import {StepClock} from '../../../../helpers/step-clock.js';
import {temporaryDirectory} from '../../../../helpers/temporary-directory.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const domain = 'a.example';

type Attempt = Parameters<RenewerAuthority['obtain']>[0];

type Harness = {
	readonly clock: StepClock;
	readonly renewer: Renewer;
	/** When the authority was asked, since the start. */
	readonly attempts: ReadonlyArray<Attempt & {readonly at: number}>;
	readonly warnings: readonly Warning[];
	/** What the authority does; by default, it issues a certificate for 90 days. */
	obtain: (attempt: Attempt) => Promise<ObtainedCertificate | undefined>;
	suggest: (certificate: X509Certificate) => SuggestedRenewal | undefined;
};

const start = async (t: TestContext, directory?: string, clock = new StepClock()): Promise<Harness> => {
	const kept = new KeptCertificate(directory ?? await temporaryDirectory(t), domain);
	const attempts: Array<Attempt & {readonly at: number}> = [];
	const warnings: Warning[] = [];
	const begun = clock.epoch();
	const renewer = new Renewer(domain, kept, {
		host: 'ca.test',
		async obtain(attempt) {
			attempts.push({...attempt, at: clock.epoch() - begun});
			const obtained = await harness.obtain(attempt);
			const {cert, key} = makeCertificate(domain, {hosts: [domain], issuer: makeCertificate('authority'), validMs: (clock.epoch() - Date.now()) + (90 * dayMs)});
			return obtained ?? {cert, key};
		},
		suggest: async certificate => harness.suggest(certificate),
	}, clock);
	const harness: Harness = {
		clock,
		renewer,
		attempts,
		warnings,
		async obtain() {
			return undefined;
		},
		suggest: () => undefined,
	};
	await renewer.read();
	t.after(() => {
		renewer.stop();
	});
	return harness;
};

const run = async ({renewer, clock, warnings}: Harness): Promise<void> => {
	await renewer.start({
		async onRenewed() {
			await renewer.read();
		},
		emit(event) {
			assert.equal(event.type, 'warning');
			(warnings as Warning[]).push(event.warning);
		},
	});
	await clock.settled();
};

test('the first certificate is obtained at once, the next at two thirds of its lifetime, and never twice', async t => {
	const harness = await start(t);
	assert.match((await harness.renewer.read()).status.issuer, /itself/v);
	await run(harness);
	assert.equal(harness.attempts.length, 1);
	assert.equal((await harness.renewer.read()).status.issuer, 'authority');
	assert.deepEqual(harness.warnings.map(({type}) => type), ['certificate-pending']);
	await harness.clock.pass(50 * dayMs);
	assert.equal(harness.attempts.length, 1);
	await harness.clock.pass(15 * dayMs);
	assert.equal(harness.attempts.length, 2);
	assert.equal(harness.attempts[1]!.current!.issuer, 'CN=authority');
});

test('a failing authority is asked ever more rarely, and what it says is told', async t => {
	const harness = await start(t);
	harness.obtain = async () => {
		throw new AcmeError('The authority at ca.test has refused: no');
	};

	await run(harness);
	await harness.clock.pass(3 * dayMs);
	const pauses = harness.attempts.slice(1).map(({at}, index) => (at - harness.attempts[index]!.at) / minuteMs);
	assert.ok(pauses.length >= 11 && pauses.length <= 13, String(pauses));
	for (const [index, pause] of pauses.entries()) {
		assert.ok(pause > 0.89 * Math.min(2 ** index, 1440) && pause < 1.11 * Math.min(2 ** index, 1440), `${pause} after ${index + 1}`);
	}

	assert.ok(harness.attempts.every(({challengeTurn}) => challengeTurn === 0));
	assert.equal(harness.renewer.renewal().problem, 'The authority at ca.test has refused: no.');
	const failed = harness.warnings.filter(warning => warning.type === 'certificate-not-renewed');
	assert.equal(failed.length, harness.attempts.length);
	assert.ok(failed.every(({retryAt}, index) => index === failed.length - 1 || retryAt < failed[index + 1]!.retryAt));

	harness.obtain = async () => undefined;
	await harness.clock.pass(1.2 * dayMs);
	assert.equal(harness.renewer.renewal().problem, undefined);
});

test('an authority that does not find a name is asked to look another way, and again in the way that it did', async t => {
	const harness = await start(t);
	harness.obtain = async ({challengeTurn}) => {
		if (challengeTurn === 0) {
			throw new AcmeError('The authority has not found a.example', {type: 'unauthorized'});
		}

		return undefined;
	};

	await run(harness);
	await harness.clock.pass(2 * minuteMs);
	await harness.clock.pass(70 * dayMs);
	assert.deepEqual(harness.attempts.map(({challengeTurn}) => challengeTurn), [0, 1, 1]);
});

test('an authority that asks for more time gets it, a request to attempt it again does not pass over the last minute', async t => {
	const harness = await start(t);
	harness.obtain = async () => {
		throw new AcmeError('too many', {type: 'rateLimited', retryAfterMs: 5 * hourMs});
	};

	await run(harness);
	await harness.clock.pass(4.5 * hourMs);
	assert.equal(harness.attempts.length, 1);
	harness.renewer.lookNow();
	await harness.clock.settled();
	assert.equal(harness.attempts.length, 2);
	harness.renewer.lookNow();
	await harness.clock.settled();
	assert.equal(harness.attempts.length, 2);
	await harness.clock.pass(minuteMs);
	assert.equal(harness.attempts.length, 3);
});

test('an order that was begun and a wait survive a restart', async t => {
	const directory = await temporaryDirectory(t);
	const first = await start(t, directory);
	const order = {url: 'https://ca.test/order/1', key: 'a key'};
	first.obtain = async ({keep}) => {
		await keep(order);
		throw new AcmeError('broken off');
	};

	await run(first);
	await first.clock.pass(35 * minuteMs);
	first.renewer.stop();
	const second = await start(t, directory, first.clock);
	await run(second);
	assert.deepEqual(second.attempts, []);
	assert.equal(second.renewer.renewal().problem, 'broken off.');
	await second.clock.pass(16 * minuteMs);
	assert.deepEqual(second.attempts.map(({begun}) => begun), [order]);
});

test('an authority that wants a certificate renewed early is followed, but not in a circle', async t => {
	const harness = await start(t);
	let asked = 0;
	harness.suggest = () => {
		asked++;
		return {window: {start: harness.clock.epoch() - dayMs, end: harness.clock.epoch() - hourMs}, askAgainMs: 6 * hourMs};
	};

	await run(harness);
	await harness.clock.pass(10 * hourMs);
	assert.ok(harness.attempts.length >= 9 && harness.attempts.length <= 11, String(harness.attempts.length));
	assert.ok(asked >= harness.attempts.length - 1 && asked <= 2 * harness.attempts.length, String(asked));
});

test('a certificate that does not fit its key is refused, its order forgotten, and the one before stays', async t => {
	const harness = await start(t);
	await run(harness);
	const before = (await harness.renewer.read()).served;
	harness.obtain = async ({keep}) => {
		await keep({url: 'https://ca.test/order/2', key: 'a key'});
		return {cert: makeCertificate(domain, {hosts: [domain]}).cert, key: makeCertificate(domain).key};
	};

	await harness.clock.pass(70 * dayMs);
	assert.ok(harness.attempts.length > 3);
	assert.match(harness.renewer.renewal().problem!, /^The certificate for .*a\.example\.pem does not belong to the key/v);
	assert.ok(harness.attempts.every(({begun}) => begun === undefined));
	assert.deepEqual((await harness.renewer.read()).served, before);
});

test('an order whose certificate cannot be kept is gone on with once it can', async t => {
	const directory = await temporaryDirectory(t);
	const harness = await start(t, directory);
	const order = {url: 'https://ca.test/order/3', key: 'a key'};
	harness.obtain = async ({begun, keep}) => {
		if (begun === undefined) {
			await keep(order);
			await mkdir(path.join(directory, `${domain}.pem.new`));
		} else {
			await rmdir(path.join(directory, `${domain}.pem.new`));
		}

		return undefined;
	};

	await run(harness);
	assert.match(harness.renewer.renewal().problem!, /a\.example\.pem cannot be kept: EISDIR/v);
	await harness.clock.pass(2 * minuteMs);
	assert.deepEqual(harness.attempts.map(({begun}) => begun), [undefined, order]);
	assert.equal((await harness.renewer.read()).status.issuer, 'authority');
});

/*
Random requests, clear and mutated, alone and several on a connection: what reaches the backend has to be what the client
meant, to the byte, and nothing else. PROXY_TEST_SECONDS=600 looks for longer, PROXY_TEST_SEED=… repeats a run.
*/
import assert from 'node:assert/strict';
import {once} from 'node:events';
import process from 'node:process';
import {setImmediate, setTimeout as delay} from 'node:timers/promises';
import test, {after, type TestContext} from 'node:test';
import fc from 'fast-check';
import {type MeantRequest, readMeantRequests} from '../../helpers/meant-requests.js';
import type {RawClient} from '../../helpers/raw-client.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {StrictRequest} from '../../helpers/strict-request.js';
import {clearRequest, mutate, mutations} from './request-arbitraries.js';

const recording = recordRequests();
const proxy = await startProxy({scripts: [recording.script]});
after(proxy.stop);

const seconds = process.env['PROXY_TEST_SECONDS'];
/** Without a time that was asked for. */
const usualRuns = 40;
const seed = Number(process.env['PROXY_TEST_SEED'] ?? Math.trunc(Math.random() * 0x7F_FF_FF_FF));

/** Long enough for the proxy to act on what it has, where nothing tells that it has. */
const patienceMs = 50;
/** For answers that have to come. */
const longPatienceMs = 5000;

const check = async <Input>(t: TestContext, inputs: fc.Arbitrary<Input>, predicate: (input: Input) => Promise<void>): Promise<void> => {
	t.diagnostic(`seed ${seed}`);
	let last = Promise.resolve();
	const property = fc.asyncProperty(inputs, async input => {
		last = predicate(input);
		await last;
	});
	const details = await fc.check(property, {
		seed,
		...(seconds === undefined ? {numRuns: usualRuns} : {numRuns: Infinity, interruptAfterTimeLimit: Number(seconds) * 1000}),
	});
	// The one that was interrupted goes on.
	await last.catch(() => undefined);
	t.diagnostic(`${details.numRuns} runs`);
	if (details.failed && details.counterexample !== null) {
		throw new Error(fc.defaultReportMessage(details), {cause: details.errorInstance});
	}
};

/** Whatever a client sends, nothing is broken but the request. */
const expectedStatuses = new Set(['200', '400', '414', '417', '431', '501']);

/** Sends bytes in pieces and waits until there is an answer to each request that is meant. */
const send = async (pieces: readonly string[], expected: number, isMalformed: boolean, patience: number): Promise<number> => {
	const client = await proxy.connect();
	for (const [index, piece] of pieces.entries()) {
		if (index > 0) {
			// eslint-disable-next-line no-await-in-loop -- So that the pieces arrive one by one.
			await setImmediate();
		}

		client.send(piece);
	}

	const answered = await Promise.race([countAnswers(client, expected, isMalformed), delay(patience, undefined)]);
	// The proxy closes its side once it has seen all that came before, so that nothing of it comes late.
	client.end();
	await client.closed;
	client.socket.destroy();
	const others = Array.from(client.received.matchAll(/HTTP\/1\.1 (?<status>\d{3}) /gv), ({groups}) => groups!['status']!).filter(status => !expectedStatuses.has(status));
	assert.deepEqual(others, []);
	return answered ?? -1;
};

/** @returns How many requests were served, once all that were expected are, or once the connection has ended. */
const countAnswers = async (client: RawClient, expected: number, isMalformed: boolean): Promise<number> => {
	const count = (): number => client.received.split('HTTP/1.1 200 OK\r\n').length - 1;
	const isDone = (): boolean => !client.socket.readable || (!isMalformed && count() >= expected);
	while (!isDone()) {
		// eslint-disable-next-line no-await-in-loop -- Until all have come.
		await Promise.race([once(client.socket, 'progress'), client.closed]);
	}

	return count();
};

/** What the backend got since the last call, once nothing more can come. */
const takeReceived = async (): Promise<readonly StrictRequest[]> => {
	await proxy.untilIdle();
	assert.deepEqual(recording.problems, []);
	// Were it left open, the next request would be taken for the rest of this one.
	for (let time = 0; recording.unfinished().length > 0; time++) {
		assert.ok(time < 200, `a connection stays open with a request that is not whole: ${JSON.stringify(recording.unfinished())}`);
		// eslint-disable-next-line no-await-in-loop -- Until it is closed.
		await delay(2);
	}

	return recording.requests.splice(0);
};

/** Those are the proxy's own. */
const isAdded = (name: string): boolean => /^(?:via|x-forwarded-.*|x-request-id|traceparent|connection|host|content-length|transfer-encoding|te)$/iv.test(name);

const endToEnd = ({fields}: StrictRequest): ReadonlyArray<readonly [string, string]> => fields.filter(([name]) => !isAdded(name));

const lowerCase = (fields: ReadonlyArray<readonly [string, string]>): ReadonlyArray<readonly [string, string]> => fields.map(([name, value]) => [name.toLowerCase(), value]);

const sorted = (fields: ReadonlyArray<readonly [string, string]>): readonly string[] => fields.map(([name, value]) => `${name.toLowerCase()}: ${value}`).toSorted();

const assertMeant = (received: StrictRequest, meant: MeantRequest): void => {
	assert.deepEqual([received.method, received.target, received.body], [meant.method, meant.target, meant.body]);
	const given = new Set(lowerCase([...meant.fields, ...meant.trailers]).map(([name, value]) => `${name}: ${value}`));
	assert.deepEqual(lowerCase([...endToEnd(received), ...received.trailers]).map(([name, value]) => `${name}: ${value}`).filter(text => !given.has(text)), []);
};

const pieces = fc.array(fc.double({min: 0, max: 1, noNaN: true}), {maxLength: 3});

const cut = (bytes: string, places: readonly number[]): readonly string[] => {
	const offsets = [0, ...places.map(place => Math.trunc(place * bytes.length)), bytes.length].toSorted((a, b) => a - b);
	return offsets.slice(1).map((offset, index) => bytes.slice(offsets[index], offset)).filter(piece => piece !== '');
};

test('clear requests arrive as they are, all of them', async t => {
	await check(t, fc.tuple(fc.array(clearRequest, {minLength: 1, maxLength: 4}), pieces), async ([requests, places]) => {
		const bytes = requests.map(request => request.bytes).join('');
		const answered = await send(cut(bytes, places), requests.length, false, longPatienceMs);
		const received = await takeReceived();
		assert.equal(answered, requests.length);
		assert.deepEqual(
			received.map(request => ({
				method: request.method, target: request.target, fields: sorted(endToEnd(request)), body: request.body, trailers: lowerCase(request.trailers),
			})),
			requests.map(({method, target, fields, body, trailers}) => ({
				method, target, fields: sorted(lowerCase(fields)), body, trailers: lowerCase(trailers),
			})),
		);
	});
});

test('of mutated requests only those arrive that are meant', async t => {
	await check(t, fc.tuple(fc.array(clearRequest, {minLength: 1, maxLength: 3}), mutations, pieces), async ([requests, changes, places]) => {
		const bytes = mutate(requests.map(request => request.bytes).join(''), changes);
		const meant = readMeantRequests(bytes);
		await send(cut(bytes, places), meant.requests.length, meant.ending === 'malformed', patienceMs);
		const received = await takeReceived();
		assert.ok(received.length <= meant.requests.length, `received ${JSON.stringify(received)}, meant ${JSON.stringify(meant)}`);
		for (const [index, request] of received.entries()) {
			assertMeant(request, meant.requests[index]!);
		}
	});
});

import assert from 'node:assert/strict';
import type {LookupAddress} from 'node:dns';
import test from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {NameLookups} from '../../../../source/engines/control/discovery/name-lookups.js';
import type {NameAnswer} from '../../../../source/model/name-answer.js';

const address = {address: '192.0.2.1', family: 4} as const;

/** A system whose look-ups are answered one by one. */
const startLookups = (maxConcurrent: number) => {
	const underWay = new Map<string, PromiseWithResolvers<readonly LookupAddress[]>>();
	const answers: Array<readonly [string, NameAnswer]> = [];
	const lookups = new NameLookups({
		maxConcurrent,
		async lookUp(name) {
			assert.equal(underWay.has(name), false, `${name} is looked up twice at once`);
			const answer = Promise.withResolvers<readonly LookupAddress[]>();
			underWay.set(name, answer);
			return answer.promise;
		},
		onAnswer(name, answer) {
			answers.push([name, answer]);
		},
	});
	const settle = async (name: string, code?: string): Promise<void> => {
		const {resolve, reject} = underWay.get(name)!;
		underWay.delete(name);
		if (code === undefined) {
			resolve([address]);
		} else {
			reject(Object.assign(new Error(code), {code}));
		}

		await turn();
	};

	const want = (...names: readonly string[]): void => {
		for (const name of names) {
			lookups.want(name);
		}
	};

	return {want, settle, answers, underWay: () => Array.from(underWay, ([name]) => name)};
};

test('one lookup of a name runs at a time, and each answer is reported', async () => {
	const {want, settle, answers, underWay} = startLookups(4);
	want('a', 'a', 'b', 'a');
	assert.deepEqual(underWay(), ['a', 'b']);
	await settle('b', 'ENOTFOUND');
	await settle('a');
	assert.deepEqual(answers, [['b', {code: 'ENOTFOUND'}], ['a', {addresses: [address]}]]);
	want('a');
	assert.deepEqual(underWay(), ['a']);
});

test('names that had no answer hold a few threads at most, and others go before them', async () => {
	const {want, settle, underWay} = startLookups(8);
	const dead = Array.from({length: 8}, (_, index) => `dead${index}`);
	want(...dead, 'good');
	assert.deepEqual(underWay(), dead, 'nothing is known of them yet');
	for (const name of dead) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		await settle(name, 'EAI_AGAIN');
	}

	assert.deepEqual(underWay(), ['good']);
	want(...dead);
	assert.deepEqual(underWay(), ['good', 'dead0', 'dead1', 'dead2', 'dead3']);
	await settle('good');
	want('good', 'other');
	assert.deepEqual(underWay(), ['dead0', 'dead1', 'dead2', 'dead3', 'good', 'other']);
	await settle('dead1');
	assert.ok(underWay().includes('dead4'));
	want('dead1');
	assert.ok(underWay().includes('dead1'), 'it has answered');
});

test('with few threads one is left for names that answer', async () => {
	const {want, settle, underWay} = startLookups(2);
	want('dead0', 'dead1');
	await settle('dead0', 'EAI_AGAIN');
	await settle('dead1', 'EAI_AGAIN');
	want('dead0', 'dead1', 'good');
	assert.deepEqual(underWay(), ['dead0', 'good']);
});

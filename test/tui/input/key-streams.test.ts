import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {contextsOf} from '../../../source/tui/input/bindings.js';
import {widthOf} from '../../../source/tui/text/width.js';
import {commands} from '../../../source/tui/features.js';
import {
	FakeControl,
	fakeBackend,
	fakeOpenRequest,
	fakeRecord,
} from '../../helpers/fake-control.js';
import {fakeExchange} from '../../helpers/fake-exchange.js';
import {workElsewhere} from '../../helpers/elsewhere.js';
import {ScreenSession} from '../../helpers/screen-session.js';

// Exports write to where one is.
workElsewhere();

/** What a person does next. Most keys mean something where they are pressed; which does, is known only then. */
type Step =
	| {readonly type: 'command'; readonly choice: number}
	| {readonly type: 'text' | 'paste'; readonly text: string}
	| {readonly type: 'requests'; readonly target: string}
	| {readonly type: 'size'; readonly columns: number; readonly rows: number};

const text = fc.oneof(fc.string({unit: 'binary', maxLength: 6}), fc.constantFrom('status:5xx', 'ms:>', '!path:/', '"', 'http://127.0.0.1:9'));
const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 20, arbitrary: fc.record({type: fc.constant('command' as const), choice: fc.nat()})},
	{weight: 2, arbitrary: fc.record({type: fc.constantFrom('text' as const, 'paste' as const), text})},
	{weight: 2, arbitrary: fc.record({type: fc.constant('requests' as const), target: fc.string({unit: 'binary'})})},
	{weight: 1, arbitrary: fc.record({type: fc.constant('size' as const), columns: fc.integer({min: 1, max: 170}), rows: fc.integer({min: 1, max: 50})})},
);

const firstChangeable = new FakeControl().settings().findIndex(({name}) => name === 'policy');

/** Which keys lead to where a key may have its meaning. */
const ways: Readonly<Record<string, readonly string[]>> = {
	backends: [],
	backend: [],
	requests: ['tab'],
	browse: [],
	screens: [],
	filter: ['/'],
	'filter-by-value': ['tab', 'k', 'f'],
	palette: [':'],
	find: ['f'],
	sort: ['s'],
	'log-sort': ['tab', 'k', 's'],
	add: ['a'],
	weight: ['w'],
	confirm: ['x'],
	details: ['enter'],
	inspect: ['tab', 'enter'],
	'open-request': ['tab', 'enter'],
	replay: ['tab', 'enter', 'R'],
	'edit-request': ['tab', 'enter', 'E'],
	'in-flight': ['O'],
	top: ['T'],
	export: ['tab', 'e'],
	metrics: ['M'],
	certificates: ['C'],
	events: ['E'],
	settings: ['S'],
	setting: ['S', ...Array.from({length: firstChangeable}, () => 'j'), 'enter'],
	help: ['?'],
	reading: ['M'],
	search: ['M', '/'],
	found: ['?', '/', 'a', 'enter'],
	typing: ['/'],
	anywhere: [],
};

/** Presses a key that stands for something at this moment. */
const pressCommand = (session: ScreenSession, choice: number): void => {
	const inForce = contextsOf(session.state);
	const possible = session.state.commands.filter(({context}) => inForce.includes(context));
	const {keys} = possible[choice % possible.length]!;
	session.press(keys[choice % keys.length]!);
};

const openSession = (): ScreenSession => new ScreenSession(new FakeControl({backends: ['b1', 'b2', 'b3'].map(id => fakeBackend({id}))}));

/** Brings requests, the last of which can be opened. */
const bringRequests = async (session: ScreenSession, target: string): Promise<void> => {
	session.control.log(3, {target});
	await session.readLog();
	const {last} = session.state.log;
	session.control.details.set(last, fakeExchange({record: fakeRecord({number: last, target})}));
};

const assertWhole = ({state: {size}, screen}: ScreenSession): void => {
	const {columns, rows} = size;
	assert.equal(screen.length, rows);
	assert.ok(screen.every(row => widthOf(row) <= columns));
};

const assertHelps = (session: ScreenSession): void => {
	session.change({size: {columns: 80, rows: 24}});
	session.press('esc', 'esc', 'esc', '?');
	assert.match(session.screen.join('\n'), /─ Help ─/v);
};

const take = async (given: Step, session: ScreenSession): Promise<void> => {
	switch (given.type) {
		case 'command': {
			pressCommand(session, given.choice);
			break;
		}

		case 'text': {
			session.type(given.text);
			break;
		}

		case 'paste': {
			session.paste(given.text);
			break;
		}

		case 'requests': {
			await bringRequests(session, given.target);
			break;
		}

		case 'size': {
			session.change({size: {columns: given.columns, rows: given.rows}});
			break;
		}
	}
};

test('whatever keys are pressed where they mean something, nothing throws and every row fits', async () => {
	await fc.assert(fc.asyncProperty(fc.array(step, {minLength: 50, maxLength: 150}), async given => {
		const session = openSession();
		for (const one of given) {
			// eslint-disable-next-line no-await-in-loop -- One step after the other.
			await take(one, session);
			// eslint-disable-next-line no-await-in-loop -- What was asked for comes.
			await session.settle();
			assertWhole(session);
		}

		assertHelps(session);
	}), {numRuns: 10, endOnFailure: true});
});

test('every key of every command leaves a screen that works on, at the smallest size as well', async () => {
	for (const {context, keys} of commands) {
		for (const key of keys) {
			const session = openSession();
			session.control.open = context.id === 'open-request' ? [fakeOpenRequest({requestId: 'open', durationMs: 12_000})] : [];
			/* eslint-disable no-await-in-loop -- One key after the other. */
			await bringRequests(session, '/some/path');
			const way = ways[context.id]!;
			for (const before of way) {
				session.press(before);
				await session.settle();
			}

			assert.ok(contextsOf(session.state).includes(context), `${way.join(' ')} leads to ${context.id}`);
			session.press(key);
			await session.settle();
			/* eslint-enable no-await-in-loop */
			for (const size of [{columns: 80, rows: 24}, {columns: 20, rows: 3}]) {
				session.change({size});
				assertWhole(session);
			}

			assertHelps(session);
		}
	}
});

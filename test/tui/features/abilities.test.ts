import assert from 'node:assert/strict';
import test from 'node:test';
import {abilities, lackReasons, type Ability} from '../../../source/model/abilities.js';
import {FakeControl, fakeBackend, fakeRecord} from '../../helpers/fake-control.js';
import {capturedText, fakeExchange} from '../../helpers/fake-exchange.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const open = async (lacks: readonly Ability[]) => {
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})], ...(lacks.length > 0 && {lacks})});
	control.log(1, {target: '/orders', requestBytes: 3, responseBytes: 3});
	control.details.set(1, fakeExchange({
		record: fakeRecord({number: 1, target: '/orders', requestBytes: 3, responseBytes: 3}),
		...(!lacks.includes('headers') && {responseHeaders: ['Content-Type', 'text/plain']}),
		...(!lacks.includes('bodies') && {requestBody: capturedText('abc'), responseBody: capturedText('def')}),
	}));
	const session = new ScreenSession(control, {columns: 160, rows: 100});
	await session.readLog();
	return {control, session};
};

const textOf = ({screen}: ScreenSession): string => screen.join('\n');

const settle = async (session: ScreenSession): Promise<void> => {
	await session.settle();
	await session.settle();
	await session.settle();
};

/** From the lists: where a key is pressed, and what its command needs. */
const keys: ReadonlyArray<readonly [way: readonly string[], key: string, needs: Ability]> = [
	[[], 'M', 'history'],
	[[], 'c', 'bodies'],
	[[], 'y', 'headers'],
	[['enter'], 'M', 'history'],
	[['tab'], 'y', 'headers'],
	[['tab', 'enter'], 'r', 'replay'],
	[['tab', 'enter'], 'R', 'replay'],
	[['tab', 'enter'], 'c', 'bodies'],
	[['tab', 'enter'], 's', 'headers'],
	[['tab', 'enter'], 'y', 'headers'],
];

for (const [way, key, needs] of keys) {
	test(`${[...way, key].join(' ')} says in one line that the engine has no ${needs}, and does nothing`, async () => {
		const {control, session} = await open([needs]);
		session.press(...way);
		await settle(session);
		const {kind} = session.state.mode;
		session.press(key);
		await settle(session);
		assert.equal(session.state.notice?.text, lackReasons[needs]);
		assert.equal(session.state.mode.kind, kind);
		assert.deepEqual([control.calls, session.clipboard], [[], '']);
	});

	test(`${[...way, key].join(' ')} does not say so of an engine that has everything else to say for itself`, async () => {
		const {session} = await open(abilities.filter(ability => ability !== needs));
		session.press(...way);
		await settle(session);
		session.press(key);
		await settle(session);
		assert.notEqual(session.state.notice?.text, lackReasons[needs]);
	});
}

const offers: ReadonlyArray<readonly [help: string, label: string]> = [
	['Chart requests, latency and errors', 'metrics'],
	['Replay it to another backend', 'to another'],
	['Start or stop capturing the bodies', 'capture'],
	['Copy it as a curl command', 'copy as curl'],
	['Show or mask secrets', 'secrets'],
];

for (const [lacks, isOffered] of [[abilities, false], [[], true]] as const) {
	test(`help, palette and footer ${isOffered ? 'offer all that' : 'do not offer what'} an engine ${isOffered ? 'can' : 'cannot'} do`, async () => {
		const {session} = await open(lacks);
		session.press('tab', 'enter');
		await settle(session);
		assert.equal(session.screen.at(-1)!.includes('r replay'), isOffered);
		session.press('?');
		const help = textOf(session);
		session.press('esc', ':');
		const palette = textOf(session);
		assert.match(palette, /quit|back/v);
		assert.equal(palette.includes('mask secrets') || palette.includes('show secrets'), isOffered);
		for (const [text] of offers) {
			assert.equal(help.includes(text), isOffered, text);
		}
	});
}

test('the inspector leaves out what the engine does not keep, and says why', async () => {
	const {session} = await open(['headers', 'bodies']);
	session.press('tab', 'enter');
	await settle(session);
	const text = textOf(session);
	assert.match(text, /Timing/v);
	assert.doesNotMatch(text, /Request headers|Response headers|Request body|Response body|Not captured/v);
	assert.ok(text.includes(lackReasons.headers) && text.includes(lackReasons.bodies));

	const {session: able} = await open([]);
	able.press('tab', 'enter');
	await settle(able);
	for (const heading of ['Request headers', 'Response headers', 'Request body', 'Response body']) {
		assert.ok(textOf(able).includes(heading), heading);
	}

	assert.doesNotMatch(textOf(able), /engine/v);
});

test('a setting that the engine cannot change says why', async () => {
	const {control, session} = await open([]);
	const reason = 'This engine chooses by policy first only.';
	control.fixedSettings = new Map([['policy', reason]]);
	session.press('S', 'g');
	const index = control.settings().findIndex(({name}) => name === 'policy');
	session.press(...Array.from({length: index}, () => 'j'));
	assert.match(textOf(session), /policy +round-robin +default +fixed /v);
	for (const key of ['enter', 'D']) {
		session.change({notice: undefined});
		session.press(key);
		assert.equal(session.state.notice?.text, reason);
		assert.equal(session.state.mode.kind, 'settings');
	}
});

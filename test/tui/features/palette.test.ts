import assert from 'node:assert/strict';
import test from 'node:test';
import {paletteEntries, type PaletteEntry} from '../../../source/tui/features/palette/palette-entries.js';
import {paletteMode} from '../../../source/tui/features/palette/palette-mode.js';
import type {Size} from '../../../source/tui/state/screen-state.js';
import {FakeControl, fakeBackend, fakeRecord} from '../../helpers/fake-control.js';
import {fakeExchange} from '../../helpers/fake-exchange.js';
import {tonesOn} from '../../helpers/drawn-screen.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const newSession = (size?: Size) => new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]}), size);

test('a command is found by a part of its name, told with its key, and carried out', async () => {
	const session = newSession();
	session.press(':');
	session.type('drn');
	assert.match(session.screen.join('\n'), /^ drain +d +Drain it/mv);
	session.press('enter');
	await session.settle();
	assert.equal(session.state.mode.kind, 'browse');
	assert.deepEqual(session.control.calls, ['update b1 {"state":"draining"}']);
});

test('one bar alone is on the screen: what is under the list of commands has no focus meanwhile', async () => {
	for (const keys of [[], ['tab', 'k'], ['S']]) {
		const session = newSession();
		session.control.log(3);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await session.readLog();
		session.press(...keys, ':');
		const bars = tonesOn(session.state).filter(line => line.some(({tone}) => tone === 'selected'));
		assert.equal(bars.length, 1, keys.join(' '));
		assert.match(session.screen.join('\n'), /^▸ /mv);
	}
});

/** The commands that the list offers as things stand. */
const listed = ({state}: ScreenSession): readonly PaletteEntry[] => paletteMode.is(state.mode) ? paletteEntries(state, state.mode) : [];

test('with nothing typed, nothing that changes anything is marked, and what only looks stands before what changes', async () => {
	for (const keys of [[], ['tab'], ['tab', 'k']]) {
		const session = newSession();
		session.control.log(3);
		/* eslint-disable no-await-in-loop -- One after the other. */
		await session.readLog();
		session.press(...keys, ':', 'space');
		const found = listed(session);
		const changes = found.map(({isChange}) => isChange);
		assert.equal(changes[0], false);
		assert.ok(changes.includes(true));
		assert.deepEqual(changes, changes.toSorted((first, second) => Number(first) - Number(second)));
		session.press('enter');
		await session.settle();
		/* eslint-enable no-await-in-loop */
		assert.deepEqual(session.control.calls, []);
	}
});

const namesFor = (text: string): string[] => {
	const session = newSession();
	session.press(':');
	session.type(text);
	return listed(session).map(({name}) => name);
};

test('letters lie scattered in the name alone; of what a command says of itself only words count, after all names', () => {
	assert.ok(!namesFor('health').includes('export'));
	assert.ok(!namesFor('clear').includes('inspect'));
	assert.ok(!namesFor('check').includes('policy'));
	assert.ok(!namesFor('wei').includes('settings'));
	assert.deepEqual(namesFor('balanc polic'), ['policy', 'policy'], 'the command and the setting');
	assert.deepEqual(namesFor('alanc'), []);
	assert.equal(namesFor('filter')[0], 'filter');
	assert.ok(namesFor('chart').includes('metrics'));
	assert.equal(namesFor('set')[0], 'settings');
	const backend = namesFor('backend');
	assert.ok(backend.length > 3 && backend.includes('add') && backend.includes('sort'));
});

test('commands that there is no row for are counted', () => {
	const session = newSession();
	session.press(':');
	const others = listed(session).length - 8;
	assert.ok(session.screen.includes(` … ${others} more`));
	session.press('up');
	assert.ok(session.screen.includes(` … ${others} more above`));
	session.type('quit');
	assert.doesNotMatch(session.bottom, /more/v);
});

test('over an open request its own commands are found, and it stays where it was', async () => {
	for (const size of [{columns: 160, rows: 50}, {columns: 80, rows: 24}, {columns: 40, rows: 12}]) {
		const session = newSession(size);
		session.control.log(1);
		session.control.details.set(1, fakeExchange({record: fakeRecord({number: 1})}));
		/* eslint-disable no-await-in-loop -- One after the other. */
		await session.readLog();
		session.press('tab', 'enter');
		await session.settle();
		await session.settle();
		session.press('j', 'j');
		const before = session.screen;
		session.press(':');
		assert.match(session.screen.join('\n'), /─ Request 1 ─/v);
		assert.match(session.screen.join('\n'), /^ back +esc\b/mv);
		assert.doesNotMatch(session.screen.join('\n'), / drain +d /v);
		session.press('esc');
		assert.deepEqual(session.screen, before);
		session.press(':');
		session.type('replay');
		session.press('enter');
		await session.settle();
		await session.settle();
		/* eslint-enable no-await-in-loop */
		assert.deepEqual(session.control.calls, ['replay 1 b1']);
		assert.match(session.screen.join('\n'), /─ Compare responses ─/v);
	}
});

test('over charts and settings too; a question stays until it is answered', async () => {
	for (const [key, command] of [['M', 'next backend'], ['S', 'back']] as const) {
		const session = newSession();
		session.press(key);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await session.settle();
		const {kind} = session.state.mode;
		session.press(':');
		assert.match(session.screen.join('\n'), new RegExp(`^ ${command} `, 'mv'));
		session.press('esc');
		assert.equal(session.state.mode.kind, kind);
	}

	const session = newSession();
	session.press('x', ':');
	assert.equal(session.state.mode.kind, 'confirm');
});

test('the arrows mark another; what could do nothing now is not offered', () => {
	const session = newSession();
	session.press(':');
	assert.doesNotMatch(session.screen.join('\n'), /Do it|leave at once/v);
	session.type('quit');
	session.press('down', 'up', 'enter');
	assert.equal(session.quits, 1);
});

test('a text that means no command says so, and enter does nothing', () => {
	const session = newSession();
	session.press(':');
	session.type('zzzz');
	assert.match(session.screen.join('\n'), /No available command matches/v);
	session.press('enter', ':', 'esc');
	assert.equal(session.state.mode.kind, 'browse');
	assert.deepEqual(session.control.calls, []);
});

test('a screen that may only look neither shows nor takes what changes anything', async () => {
	const session = newSession();
	session.change({isReadOnly: true, commands: session.state.commands.filter(({isChange}) => isChange !== true)});
	assert.match(session.screen[0]!, /read-only/v);
	assert.doesNotMatch(session.bottom, /drain|disable|remove| a add/v);
	session.press('o', 'd', 'x', 'a', 'u', 'b');
	await session.settle();
	assert.equal(session.state.mode.kind, 'browse');
	assert.deepEqual(session.control.calls, []);
	session.press('?');
	assert.doesNotMatch(session.screen.join('\n'), /Drain it/v);
});

test('where nothing is found, enter leaves the list open: what is typed on is not taken for keys', async () => {
	const session = newSession();
	session.press(':');
	session.type('19701');
	session.press('enter', 'ctrl-u');
	session.type('dx');
	await session.settle();
	assert.equal(session.state.mode.kind, 'palette');
	assert.deepEqual(session.control.calls, []);
});

test('where names and keys leave no room for what commands do, that is left out', () => {
	for (const [columns, hasHelp] of [[59, false], [60, true]] as const) {
		const session = new ScreenSession(new FakeControl(), {columns, rows: 24});
		session.press(':', ...'metrics');
		assert.equal(session.screen.some(row => /metrics +M +Chart/v.test(row)), hasHelp);
		assert.ok(session.screen.some(row => /metrics +M/v.test(row)));
	}
});

test('a value after a name is carried out: of a command, of any setting, with completion', async () => {
	const session = newSession();
	const give = async (text: string): Promise<void> => {
		session.press(':');
		session.type(text);
		session.press('enter');
		await session.settle();
	};

	await give('weight 3');
	await give('policy p2');
	await give('rate-limit 500');
	await give('add 3000');
	await give('drain 127.0.0.1:9002');
	assert.deepEqual(session.control.calls, [
		'update b1 {"weight":3}', 'settings {"policy":"p2c"}', 'settings {"rateLimit":500}',
		'add http://localhost:3000', 'update b2 {"state":"draining"}',
	]);
	await give('weight 300');
	assert.match(session.bottom, /256/v);
	await give('filter status:5xx');
	assert.equal(session.state.query?.text, 'status:5xx');
	await give('filter status:');
	assert.equal(session.state.query?.text, 'status:5xx');
	await give('drain nowhere');
	assert.match(session.bottom, /There is no backend nowhere/v);
	await give('remove 9001');
	assert.match(session.bottom, /Remove 127\.0\.0\.1:9001\?/v);
});

test('tab completes a name, then offers its values; enter on a name that needs one waits for it', () => {
	const session = newSession();
	session.press(':');
	session.type('poli');
	session.press('down', 'tab');
	assert.match(session.screen.join('\n'), /^ :policy$/mv);
	assert.match(session.screen.join('\n'), /^ policy least-connections /mv);
	session.press('ctrl-u');
	session.type('rate-lim');
	session.press('enter');
	assert.match(session.screen.join('\n'), /^ :rate-limit$/mv);
	assert.equal(session.state.mode.kind, 'palette');
	assert.deepEqual(session.control.calls, []);
});

test('a screen that is read-only offers no setting', () => {
	const session = newSession();
	session.change({isReadOnly: true, commands: session.state.commands.filter(({isChange}) => isChange !== true)});
	session.press(':');
	session.type('rate-limit');
	assert.ok(listed(session).every(({name}) => name !== 'rate-limit'));
});

import assert from 'node:assert/strict';
import test from 'node:test';
import type {Size} from '../../../source/tui/state/screen-state.js';
import {FakeControl} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const usualSize: Size = {columns: 120, rows: 24};

/** The settings of a proxy, with this one selected. */
const open = (name: string, size = usualSize) => {
	const control = new FakeControl();
	const session = new ScreenSession(control, size);
	session.press('S');
	const index = control.settings().findIndex(setting => setting.name === name);
	assert.notEqual(index, -1);
	session.press('g', ...Array.from({length: index}, () => 'j'));
	return {control, session};
};

const wait = async (session: ScreenSession): Promise<string> => {
	await session.settle();
	await session.settle();
	return session.screen.join('\n');
};

test('every setting stands there with its value, and the list scrolls through all of them', () => {
	const {control, session} = open('port');
	const names = new Set<string>();
	for (const {name} of control.settings()) {
		if (session.screen.some(row => row.trimStart().startsWith(`${name} `))) {
			names.add(name);
		}

		session.press('j');
	}

	assert.match(session.screen.join('\n'), /─ Settings ─.*\n +SETTING +VALUE +FROM +APPLIES +MEANING/v);
	assert.ok(control.settings().length > 20 && names.size > 20);
	session.press('G');
	assert.ok(session.screen.some(row => row.trimStart().startsWith(`${control.settings().at(-1)!.name} `)));
});

test('a value is typed, checked where it is applied, and in force afterwards', async () => {
	const {control, session} = open('rateLimit');
	session.press('enter', 'ctrl-u');
	session.type('-5');
	session.press('enter');
	assert.match(await wait(session), /✖ .*-5/v);
	session.press('ctrl-u');
	session.paste(' 250\n');
	session.press('enter');
	assert.match(await wait(session), /rateLimit is 250, saved for the next start/v);
	assert.match(session.screen.join('\n'), /rateLimit +250 /v);
	assert.deepEqual(control.calls, ['settings {"rateLimit":250}']);
});

test('what has few values is chosen from them, and given its default again', async () => {
	const {control, session} = open('policy');
	session.press('enter', 'tab', 'enter');
	await wait(session);
	assert.deepEqual(control.calls, ['settings {"policy":"weighted"}']);
	session.press('D');
	assert.match(await wait(session), /policy +round-robin/v);
});

test('the first that can be changed is selected when the screen opens', () => {
	const session = new ScreenSession(new FakeControl());
	session.press('S', 'enter');
	assert.match(session.screen.join('\n'), /─ policy ─.*\n Value {2}round-robin/v);
});

for (const [columns, hasMeaning] of [[40, false], [80, false], [109, false], [110, true], [160, true]] as const) {
	test(`at ${columns} columns values stand there whole`, () => {
		const {session} = open('policy', {columns, rows: 80});
		const list = session.screen.slice(3, -4).join('\n');
		assert.match(list, /policy +round-robin/v);
		assert.equal(list.includes('MEANING'), hasMeaning);
		assert.equal(/rateLimitBy +all +default +What the/v.test(list), hasMeaning);
		if (columns >= 80) {
			assert.match(list, /\n {2}port +8000 +default +at restart/v);
			assert.match(list, /healthStatus +200-399 /v);
			assert.match(list, /redact +none /v);
		}
	});
}

test('at 160 columns what most settings mean is read in their rows', () => {
	const {control, session} = open('policy', {columns: 160, rows: 120});
	const whole = control.settings().filter(({help}) => session.screen.some(row => row.includes(help)));
	assert.ok(whole.length > 60, `${whole.length}`);
});

test('what a setting means and may be, and what is wrong, is read to its end', async () => {
	const textOf = (session: ScreenSession): string => session.screen.join(' ').replaceAll(/\s+/gv, ' ');
	for (const size of [{columns: 80, rows: 24}, {columns: 40, rows: 12}]) {
		const {session} = open('policy', size);
		assert.match(textOf(session), /Load-balancing policy: round-robin, .*, first /v);
		session.press('enter', 'ctrl-u');
		assert.match(textOf(session), /Load-balancing policy: round-robin, .*, first /v);
		assert.equal(textOf(session).match(/ip-hash/gv)?.length, 1);
		session.type('foo');
		session.press('enter');
		// eslint-disable-next-line no-await-in-loop -- One size after the other.
		await wait(session);
		assert.match(textOf(session), /✖ policy: "foo" is not allowed: .*, first/v);
		assert.match(session.screen.at(-1)!, /enter apply/v);
	}
});

test('a list that is empty is typed from nothing', () => {
	const {session} = open('redact');
	session.press('enter');
	assert.match(session.screen.join('\n'), /\n Value\n/v);
});

test('what only a start can change says so, and esc leaves things as they are', () => {
	const {control, session} = open('insecureBackends', {columns: 80, rows: 24});
	assert.match(session.screen.at(-1)!, /enter change/v);
	session.press('enter');
	assert.match(session.screen.join('\n'), /insecureBackends takes effect at startup only; set it on the command line or in\n the config file\n/v);
	session.press('esc');
	assert.equal(session.state.mode.kind, 'browse');
	assert.deepEqual(control.calls, []);
});

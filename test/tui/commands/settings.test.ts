import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

/** The settings of a proxy, with this one selected. */
const open = (name: string, rows = 24) => {
	const control = new FakeControl();
	const session = new ScreenSession(control, {columns: 120, rows});
	session.press('S');
	const index = control.settings().findIndex(setting => setting.name === name);
	assert.notEqual(index, -1);
	session.press(...Array.from({length: index}, () => 'j'));
	return {control, session};
};

const wait = async (session: ScreenSession): Promise<string> => {
	await session.settle();
	await session.settle();
	return session.screen.join('\n');
};

test('every setting stands there with its value, and the list scrolls through all of them', () => {
	const {control, session} = open('policy');
	const names = new Set<string>();
	for (const {name} of control.settings()) {
		if (session.screen.some(row => row.trimStart().startsWith(`${name} `))) {
			names.add(name);
		}

		session.press('j');
	}

	assert.match(session.screen.join('\n'), /─ Settings ─/v);
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
	assert.match(await wait(session), /rateLimit is 250/v);
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

test('what only a start can change says so, and esc leaves things as they are', () => {
	const {control, session} = open('threads');
	session.press('enter');
	assert.match(session.screen.join('\n'), /threads is read at the start only/v);
	session.press('esc');
	assert.equal(session.state.mode.kind, 'browse');
	assert.deepEqual(control.calls, []);
});

import assert from 'node:assert/strict';
import {readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {exportMode} from '../../../source/tui/features/export/export-mode.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const open = async (t: TestContext) => {
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'})]});
	control.log(4);
	const session = new ScreenSession(control);
	await session.readLog();
	session.press('tab');
	return {control, session, directory: await temporaryDirectory(t)};
};

const written = async (session: ScreenSession): Promise<void> => {
	while (exportMode.is(session.state.mode) && session.state.mode.isPending && session.state.mode.problem === undefined) {
		// eslint-disable-next-line no-await-in-loop -- Until it is written.
		await session.settle();
	}
};

/** Takes another file name. */
const name = (session: ScreenSession, file: string): void => {
	session.press('ctrl-u');
	session.paste(file);
};

test('marked requests are written to a file that only its owner can read', async t => {
	const {session, directory} = await open(t);
	session.press('k', 'space', 'k', 'space', 'space', 'k', 'space');
	assert.equal(session.screen.filter(row => row.includes('◆')).length, 2);
	session.press('e');
	assert.match(session.screen.join('\n'), /Export 2 requests marked/v);
	assert.match(session.screen.join('\n'), /File +proxy-tui-20260102-120000\.har/v);
	session.press('tab', 'tab');
	assert.match(session.screen.join('\n'), /proxy-tui-20260102-120000\.jsonl/v);
	const file = path.join(directory, 'out.jsonl');
	name(session, file);
	session.press('enter');
	await written(session);
	const numbers = readFileSync(file, 'utf8').trimEnd().split('\n').map(line => (JSON.parse(line) as {number: number}).number);
	assert.deepEqual(numbers, [2, 4]);
	assert.equal(statSync(file).mode % 0o1000, 0o600);
	assert.ok(session.state.notice!.text.startsWith(`Wrote 2 requests to ${file}; the headers of 2 were no longer available`));
	assert.equal(session.state.mode.kind, 'browse');
	assert.equal(session.state.marks.size, 2, 'they may be wanted in another format, too');
});

test('a mark stops the log, is counted, and outlasts the log that it was set in', async t => {
	const {control, session} = await open(t);
	const title = () => session.screen.find(row => row.includes('─ Requests '))!;
	assert.doesNotMatch(title(), /marked/v);
	session.press('space');
	assert.match(title(), /paused {2}1 marked/v);
	session.press('k', 'space');
	assert.match(title(), /paused {2}2 marked/v);
	for (let round = 0; round < 5; round++) {
		control.log(500);
		// eslint-disable-next-line no-await-in-loop -- One round after the other.
		await session.readLog();
	}

	session.press('p');
	assert.match(title(), /following {2}2 marked/v);
	session.press('e');
	assert.match(session.screen.join('\n'), /Export 2 requests marked/v);
	session.press('tab', 'tab', 'tab', 'ctrl-y');
	await written(session);
	assert.match(session.clipboard, /^3,[\s\S]*\n4,/mv);
});

test('the end of the name and the format go together, whichever is changed', async t => {
	const {session} = await open(t);
	session.press('e');
	const selected = () => exportMode.is(session.state.mode) ? [session.state.mode.format, session.state.mode.field.text] : [];
	name(session, 'b.csv');
	assert.deepEqual(selected(), ['csv', 'b.csv']);
	session.press('tab');
	assert.deepEqual(selected(), ['har', 'b.har']);
	name(session, 'notes');
	session.press('tab');
	assert.deepEqual(selected(), ['curl', 'notes.sh']);
	name(session, '');
	session.press('enter');
	assert.match(session.screen.join('\n'), /Type a file name first/v);
});

test('the smallest form says what is exported, too', async t => {
	const {session} = await open(t);
	session.change({size: {columns: 40, rows: 12}});
	session.press('e');
	assert.match(session.screen.join('\n'), /Export all 4 requests listed/v);
	session.press('esc', 'space', 'e');
	assert.match(session.screen.join('\n'), /Export 1 request marked/v);
});

test('U takes all marks off', async t => {
	const {session} = await open(t);
	assert.doesNotMatch(session.bottom, /unmark/v);
	session.press('k', 'space', 'k', 'space', 'U');
	assert.equal(session.state.marks.size, 0);
	assert.ok(session.screen.every(row => !row.includes('◆')));
	session.press('e');
	assert.match(session.screen.join('\n'), /Export all 4 requests listed/v);
});

test('without marks all that are listed are taken, and to the clipboard if that is wanted', async t => {
	const {session} = await open(t);
	session.press('e', 'tab', 'tab', 'tab', 'ctrl-y');
	await written(session);
	assert.equal(session.clipboard.split('\r\n').length, 6);
	assert.equal(session.state.notice!.text, 'Wrote 4 requests to the terminal\'s clipboard (OSC 52)');
});

test('nothing is written over, and what is wrong is said in the form', async t => {
	const {session, directory} = await open(t);
	const file = path.join(directory, 'there.har');
	writeFileSync(file, 'mine');
	session.press('e');
	name(session, file);
	session.press('enter');
	await written(session);
	assert.match(session.screen.join('\n'), /The file exists already; give another name/v);
	name(session, path.join(directory, 'no', 'such.har'));
	session.press('enter');
	await written(session);
	assert.match(session.screen.join('\n'), /The directory does not exist/v);
	assert.deepEqual(readdirSync(directory), ['there.har']);
	assert.equal(readFileSync(file, 'utf8'), 'mine');
	session.press('esc');
	assert.equal(session.state.mode.kind, 'browse');
});

test('there is nothing to export before the first request', () => {
	const session = new ScreenSession(new FakeControl());
	session.press('e');
	assert.match(session.bottom, /no requests to export yet/v);
});

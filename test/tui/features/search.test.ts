import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {highlight} from '../../../source/tui/layout/highlight.js';
import {segment} from '../../../source/tui/layout/line.js';
import {FakeControl, fakeBackend, fakeRecord} from '../../helpers/fake-control.js';
import {fakeExchange} from '../../helpers/fake-exchange.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const newSession = () => new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));

const hasRow = (session: ScreenSession, pattern: RegExp): boolean => session.screen.some(row => pattern.test(row));

test('/ searches the help as it is typed; n and N walk through the matches, and round', () => {
	const session = newSession();
	session.press('?', '/');
	session.type('WEIGHT');
	assert.match(session.bottom, /\d lines contain it/v);
	assert.ok(hasRow(session, /weight/iv), session.screen.join('\n'));
	session.press('enter');
	assert.equal(session.state.mode.kind, 'help');
	const first = session.state.mode.search?.at;
	session.press('n');
	assert.ok(session.state.mode.search!.at > first!);
	session.press('N', 'N');
	assert.match(session.bottom, /Back at the last match/v);
	session.press('n');
	assert.equal(session.state.mode.search?.at, first);
	session.press('esc');
	assert.equal(session.state.mode.search, undefined);
	session.press('esc');
	assert.equal(session.state.mode.kind, 'browse');
});

test('a search that finds nothing says so; cancelled, the text is as it was', () => {
	const session = newSession();
	session.press('?', 'j', 'j');
	const before = session.screen;
	session.press('/');
	session.type('no such thing');
	assert.match(session.bottom, /0 lines contain it/v);
	session.press('esc');
	assert.deepEqual(session.screen, before);
});

test('in the settings a match is selected', () => {
	const session = newSession();
	session.press('S', '/');
	session.type('rate-limit');
	session.press('enter', 'enter');
	assert.match(session.screen.join('\n'), /─ rateLimit ─/v);
});

test('in an open request n and N go to the neighbours again once the search has ended', async () => {
	const session = newSession();
	session.control.log(2);
	for (const number of [1, 2]) {
		session.control.details.set(number, fakeExchange({record: fakeRecord({number})}));
	}

	await session.readLog();
	session.press('tab', 'enter');
	await session.settle();
	await session.settle();
	session.press('/');
	session.type('host');
	session.press('enter', 'n');
	assert.match(session.screen.join('\n'), /Request 2/v);
	session.press('esc', 'p');
	assert.match(session.screen.join('\n'), /Request 1/v);
});

test('what is found is marked, and nothing else of the line changes', () => {
	const parts = fc.array(fc.string({unit: fc.constantFrom('a', 'b', 'A', 'é'), maxLength: 6}), {maxLength: 5});
	fc.assert(fc.property(parts, fc.constantFrom('a', 'ab', 'ba', 'é'), (texts, wanted) => {
		const line = highlight(texts.map(text => segment(text, 'muted')), wanted);
		const whole = texts.join('');
		assert.equal(line.map(({text}) => text).join(''), whole);
		const marked = line.map(({text, tone}) => tone === 'selected' ? text.replaceAll(/./gv, '#') : text).join('');
		const expected = whole.replaceAll(new RegExp(wanted, 'giv'), match => '#'.repeat(match.length));
		assert.equal(marked, expected);
	}));
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';
import {keepEvents} from '../../../source/tui/commands/events.js';
import {journalLength, withNews} from '../../../source/tui/state/journal.js';

test('E reads what has happened, the newest first, and leads back', () => {
	const session = new ScreenSession(new FakeControl());
	session.press('E');
	assert.match(session.screen.join('\n'), /No events yet/v);
	session.change({now: 2000, journal: withNews([], [{at: 0, text: 'first', tone: 'good'}, {at: 1000, text: 'then\u{1B}[2J', tone: 'bad'}])});
	const text = session.screen.join('\n');
	assert.match(text, /\d\d:\d\d:\d\d {2}then␛\[2J\n \d\d:\d\d:\d\d {2}first/v);
	session.press('esc');
	assert.equal(session.state.mode.kind, 'browse');
});

test('each day stands above what happened on it, unless all of it was today', () => {
	const session = new ScreenSession(new FakeControl());
	const entry = (day: number, text: string) => ({at: new Date(2026, 10, day, 9).getTime(), text, tone: 'plain'} as const);
	session.change({now: new Date(2026, 10, 27, 10).getTime(), journal: [entry(27, 'newest'), entry(26, 'newer'), entry(26, 'older')]});
	session.press('E');
	assert.deepEqual(session.screen.slice(3, 8), [' Fri 27 Nov', ' 09:00:00  newest', ' Thu 26 Nov', ' 09:00:00  newer', ' 09:00:00  older']);
	session.change({journal: [entry(27, 'newest')]});
	assert.deepEqual(session.screen.slice(3, 5), [' 09:00:00  newest', '']);
	session.change({journal: [entry(26, 'older')]});
	assert.deepEqual(session.screen.slice(3, 5), [' Thu 26 Nov', ' 09:00:00  older']);
});

test('a sentence that is wider than the screen goes on in the next line, and all can be scrolled to', () => {
	const session = new ScreenSession(new FakeControl());
	session.change({now: 0, journal: Array.from({length: 40}, (_, index) => ({at: 0, text: `${index} ${'xx '.repeat(30)}`, tone: 'plain' as const}))});
	session.press('E');
	assert.match(session.screen.join('\n'), /1–19 of 80/v);
	session.press('G');
	assert.match(session.screen.at(-3)!, /^ {11}xx/v);
	session.press('g');
	assert.match(session.screen[3]!, /00 {2}0 x/v);
});

test('what was down before the screen came is in it, the last first', () => {
	const down = (id: string, healthSince: number) => fakeBackend({
		id, url: `http://${id}`, health: 'unhealthy', healthSince, lastCheck: {at: healthSince, passed: false, durationMs: 1, reason: '503'},
	});
	const {state} = new ScreenSession(new FakeControl({backends: [down('b1', 5), fakeBackend({id: 'b2'}), down('b3', 9)]}));
	assert.deepEqual(state.journal.map(({at, text}) => [at, text]), [[9, 'http://b3 is DOWN: 503'], [5, 'http://b1 is DOWN: 503']]);
});

test('the journal keeps the newest', () => {
	const many = Array.from({length: journalLength + 5}, (_, at) => ({at, text: String(at), tone: 'plain' as const}));
	const journal = withNews(withNews([], many), [{at: 9e9, text: 'last', tone: 'plain'}]);
	assert.deepEqual([journal.length, journal[0]!.text, journal[1]!.text], [journalLength, 'last', String(journalLength + 4)]);
});

test('who gave a command stands where what it did was told, not beside it', () => {
	const entry = (text: string) => ({at: 0, text, tone: 'good'}) as const;
	const journal = withNews([entry('before')], [entry('Added http://a'), entry('Added http://a, weight 1, by terminal')]);
	assert.deepEqual(journal.map(({text}) => text), ['Added http://a, weight 1, by terminal', 'before']);
	assert.equal(withNews(journal, [entry('before')]).length, 3);
	assert.equal(withNews([entry('Added http://a')], [entry('Added http://a:2, by admin API')]).length, 2);
});

test('a change and the command that made it are one', () => {
	const entry = (text: string) => ({at: 0, text, tone: 'plain'}) as const;
	const journalAfter = (...texts: string[]) => withNews([], texts.map(text => entry(text))).map(({text}) => text);
	assert.deepEqual(journalAfter('Changed capture', 'Changed capture to 0, by terminal'), ['Changed capture to 0, by terminal']);
	assert.deepEqual(journalAfter('Changed redact', 'Changed redact, by terminal'), ['Changed redact, by terminal']);
	assert.deepEqual(
		journalAfter('Changed policy to weighted, no longer random', 'Changed policy to weighted, by terminal'),
		['Changed policy to weighted, no longer random, by terminal'],
	);
	assert.equal(journalAfter('Changed rateLimit', 'Changed rateLimitBy to ip, by terminal').length, 2);
	assert.equal(journalAfter('Added http://a', 'Added http://a').length, 2);
});

test('the same command twice is two entries', () => {
	const entry = (at: number, text: string) => ({at, text, tone: 'plain'}) as const;
	const command = 'Changed rateLimit to its default, by terminal';
	assert.equal(withNews([entry(0, command)], [entry(1, command)]).length, 2);
	assert.equal(withNews([entry(0, 'Changed rateLimit')], [entry(60_000, command)]).length, 2, 'long after, it is another');
});

test('what is being read stays where it is while more happens; at the top the newest is seen', () => {
	const session = new ScreenSession(new FakeControl());
	const entries = (from: number, count: number) => Array.from({length: count}, (_, index) => ({at: session.state.now, text: `event ${from + index}`, tone: 'plain' as const}));
	session.change({journal: withNews([], entries(0, 60))});
	session.press('E', 'j', 'j');
	const before = session.state;
	const top = session.screen[3];
	assert.match(top!, /event 57$/v);
	session.change({journal: withNews(before.journal, entries(60, 3))});
	keepEvents(session, before);
	assert.equal(session.screen[3], top);
	session.press('g');
	const atTop = session.state;
	session.change({journal: withNews(atTop.journal, entries(63, 1))});
	keepEvents(session, atTop);
	assert.match(session.screen[3]!, /event 63$/v);
});

test('z gives the focused list the room of both', () => {
	const session = new ScreenSession(new FakeControl({backends: Array.from({length: 40}, (_, index) => fakeBackend({id: `b${index + 1}`}))}));
	const shown = (pattern: RegExp) => session.screen.filter(row => pattern.test(row)).length;
	assert.equal(shown(/● UP/v), 8);
	session.press('z');
	assert.equal(shown(/● UP/v), 18);
	assert.equal(shown(/Requests/v), 0);
	session.press('tab');
	assert.deepEqual([shown(/● UP/v) > 1, shown(/Requests/v)], [false, 1]);
	session.press('z');
	assert.deepEqual([shown(/─ Backends/v), shown(/Requests/v)], [1, 1]);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import type {BackendChange} from '../../../source/model/backend.js';
import type {Command} from '../../../source/model/command.js';
import type {ControlEvent, EventPage} from '../../../source/model/event.js';
import {eventNotice} from '../../../source/tui/notices/event-notice.js';
import {journalLength, withNews, withPast} from '../../../source/tui/state/journal.js';
import {eventsFeature} from '../../../source/tui/features/events/events-feature.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {happened, warned, type TestEvent} from '../../helpers/happened.js';
import {ScreenSession} from '../../helpers/screen-session.js';

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
	const now = new Date(2026, 10, 27, 10).getTime();
	session.change({now, looked: {at: now}, journal: [entry(27, 'newest'), entry(26, 'newer'), entry(26, 'older')]});
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

test('what happened before the screen came stands below what it has seen, and says more than what was down', () => {
	const down = {at: 5, text: 'http://b1 is DOWN: 503', tone: 'bad'} as const;
	const [first, second, third] = ['first', 'second', 'third'].map((words, index) => ({...warned(words, index + 10), number: index + 1})) as [ControlEvent, ControlEvent, ControlEvent];
	const seen = withNews([down], [{...eventNotice(second)!, at: second.at, event: second}]);
	const texts = (page: EventPage) => withPast(seen, page).map(({text}) => text);
	assert.deepEqual(texts({events: [first, second, third], skipped: 0, last: 3}), ['second', 'third', 'first']);
	assert.deepEqual(texts({events: [first, second], skipped: 4, last: 6}), ['second', 'first', down.text]);
	assert.deepEqual(texts({events: [], skipped: 0, last: 0}), ['second']);
});

test('the journal keeps the newest', () => {
	const many = Array.from({length: journalLength + 5}, (_, at) => ({at, text: String(at), tone: 'plain' as const}));
	const journal = withNews(withNews([], many), [{at: 9e9, text: 'last', tone: 'plain'}]);
	assert.deepEqual([journal.length, journal[0]!.text, journal[1]!.text], [journalLength, 'last', String(journalLength + 4)]);
});

const entryOf = (given: TestEvent) => {
	const event = happened(given);
	return {...eventNotice(event)!, at: event.at, event};
};

/** What the journal has, oldest first, after a command that has caused these changes. */
const journalAfter = (command: Command, ...changes: readonly TestEvent[]): readonly string[] => {
	const cause = {actor: {face: 'terminal'}, commandId: 'first'} as const;
	const news = [...changes.map(change => entryOf({...cause, ...change})), entryOf({...cause, type: 'command', command})];
	return withNews([], news).map(({text}) => text).toReversed();
};

const disabled = (url: string): TestEvent => ({type: 'state-changed', backend: {id: 'b1', url, weight: 1, state: 'disabled'}, from: 'active', to: 'disabled'});
const settings = (...names: readonly string[]): Command => ({type: 'change-settings', changes: names.map(name => ({name, value: 0}))});

test('a command and the one change that it made are one entry, which says who', () => {
	const backend = {id: 'b1', url: 'http://a', weight: 3, state: 'active'} as const;
	const update = (change: BackendChange): Command => ({type: 'update', url: backend.url, change});
	assert.deepEqual(journalAfter({type: 'add', url: backend.url, weight: 3}, {type: 'backend-added', backend}), ['Added http://a, weight 3, by terminal']);
	assert.deepEqual(journalAfter({type: 'remove', url: backend.url, isForced: false, drainsFirst: false}, {type: 'backend-removed', backend}), ['Removed http://a, by terminal']);
	assert.deepEqual(journalAfter(update({state: 'disabled'}), disabled(backend.url)), ['http://a is disabled, by terminal']);
	assert.deepEqual(journalAfter(update({weight: 3}), {type: 'weight-changed', backend, from: 1, to: 3}), ['Changed weight of http://a from 1 to 3, by terminal']);
	assert.deepEqual(journalAfter(settings('capture'), {type: 'settings-changed', names: ['capture']}), ['Changed capture to 0, by terminal']);
	assert.deepEqual(
		journalAfter({type: 'change-settings', changes: [{name: 'policy', value: 'weighted'}]}, {type: 'policy-changed', from: 'random', to: 'weighted'}),
		['Changed policy from random to weighted, by terminal'],
	);
});

test('where a command did more than one thing, or either says what the other does not, all is told', () => {
	const backend = {id: 'b1', url: 'http://a', weight: 3, state: 'disabled'} as const;
	assert.equal(journalAfter({type: 'update', url: 'http://a', change: {state: 'disabled', weight: 3}}, disabled('http://a'), {type: 'weight-changed', backend, from: 1, to: 3}).length, 3);
	assert.deepEqual(journalAfter(settings('capture'), {type: 'settings-changed', names: ['capture'], remembered: ['capture']}), ['Changed capture; saved: capture', 'Changed capture to 0, by terminal']);
	assert.deepEqual(journalAfter({type: 'remove', url: 'http://a', isForced: true, drainsFirst: false}, {type: 'backend-removed', backend}), ['Removed http://a', 'Removed and cut off http://a, by terminal']);
});

test('whose change it was is known by the command, whatever the words are and whatever happens in between', () => {
	const strange = 'http://a/, by b';
	const update: Command = {type: 'update', url: strange, change: {state: 'disabled'}};
	assert.deepEqual(journalAfter(update, disabled(strange)), ['http://a/, by b is disabled, by terminal']);
	assert.deepEqual(
		journalAfter(update, disabled(strange), {type: 'warning', warning: {type: 'other', words: 'meanwhile'}, commandId: 'another'}),
		['http://a/, by b is disabled, by terminal', 'meanwhile'],
	);
	assert.equal(journalAfter(update, {...disabled(strange), commandId: 'another'}).length, 2, 'the same words, of another command');
	const [change, command] = [entryOf(disabled(strange)), entryOf({type: 'command', command: update})];
	assert.equal(withNews([], [change, command]).length, 2, 'an older instance does not tell what belongs together');
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
	eventsFeature.onRound?.(session, before);
	assert.equal(session.screen[3], top);
	session.press('g');
	const atTop = session.state;
	session.change({journal: withNews(atTop.journal, entries(63, 1))});
	eventsFeature.onRound?.(session, atTop);
	assert.match(session.screen[3]!, /event 63$/v);
});

test('on the smallest screen, the key that shows the news is not cut', () => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}), {columns: 40, rows: 12});
	const {now} = session.state;
	session.press('space');
	session.change({now: now + 90_000, journal: [{at: now + 70_000, text: 'news', tone: 'plain'}]});
	assert.match(session.screen.join('\n'), /─ Backends {2}1 marked {2}1 new event, E ─/v);
});

test('what has happened since the user looked is told above the backends and marked in the events, until it is read', () => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));
	const {now} = session.state;
	const entry = (at: number, text: string) => ({at, text, tone: 'plain'} as const);
	session.press('j');
	session.change({journal: [entry(now, 'seen')]});
	assert.doesNotMatch(session.screen.join('\n'), /since you looked/v);
	session.change({now: now + 90_000, journal: [entry(now + 70_000, 'later, by terminal'), entry(now + 40_000, 'news'), entry(now, 'seen')]});
	assert.match(session.screen.join('\n'), /─ Backends {2}2 events since you looked at \d\d:\d\d:\d\d, E shows them ─/v);
	session.press('E');
	assert.match(session.screen.join('\n'), / later, by terminal\n.* news\n ↑ 2 since you looked at \d\d:\d\d:\d\d\n.* seen/v);
	session.press('esc');
	assert.doesNotMatch(session.screen.join('\n'), /since you looked/v);
	session.change({now: now + 190_000});
	session.press('E');
	assert.match(session.screen.join('\n'), / ↑ nothing since you looked at .*\n.* later, by terminal\n/v);
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

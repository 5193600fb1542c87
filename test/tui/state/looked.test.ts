import assert from 'node:assert/strict';
import test from 'node:test';
import {lookedAtStart, newsOf, noteLook, readEvents, type Looked} from '../../../source/tui/state/looked.js';
import type {JournalEntry} from '../../../source/tui/state/journal.js';

const opened = 1_000_000;

type State = {readonly looked: Looked; readonly now: number; readonly journal: readonly JournalEntry[]};

const start = (isAttached = false): State => ({looked: lookedAtStart(opened, isAttached), now: opened, journal: []});

const after = (state: State, milliseconds: number): State => ({...state, now: state.now + milliseconds});

const key = (state: State): State => ({...state, ...noteLook(state)});

const event = (state: State, text: string): State => ({...state, journal: [{at: state.now, text, tone: 'plain'}, ...state.journal]});

const texts = (state: State): string[] | undefined => newsOf(state)?.entries.map(({text}) => text);

test('a user who presses keys has seen what happens', () => {
	let state = start();
	for (let minutes = 0; minutes < 10; minutes++) {
		state = key(after(event(after(state, 30_000), 'seen'), 20_000));
		assert.equal(newsOf(state), undefined);
	}
});

test('a minute without a key is an absence: what happens in it is news while it lasts and after it, until the next', () => {
	const seen = event(after(key(after(start(), 5000)), 1000), 'effect of the key');
	const away = event(after(seen, 40_000), 'news');
	assert.equal(newsOf(away), undefined, 'not yet an absence');
	const later = event(after(away, 40_000), 'more news');
	assert.deepEqual(texts(later), ['more news', 'news']);
	assert.equal(newsOf(later)?.from, opened + 5000);
	const back = event(key(later), 'after that');
	assert.deepEqual(texts(back), ['after that', 'more news', 'news']);
	assert.deepEqual(texts(key(after(back, 20_000))), ['after that', 'more news', 'news']);
	assert.deepEqual(texts(after(back, 70_000)), []);
});

test('it is read once the events have been opened, and news again after another absence', () => {
	const back = key(event(after(start(), 90_000), 'news'));
	assert.equal(newsOf(back)?.isRead, false);
	const read = {...back, ...readEvents(back)};
	assert.equal(newsOf(read)?.isRead, true);
	assert.deepEqual(texts(read), ['news']);
	assert.equal(newsOf(after(read, 60_000))?.isRead, false);
});

test('an attached screen marks when it was opened', () => {
	const state = {...start(true), journal: [{at: opened - 5000, text: 'before', tone: 'plain'} as const]};
	assert.deepEqual(texts(state), []);
	assert.equal(newsOf(state)?.isOpening, true);
	assert.deepEqual(texts(event(after(state, 10), 'news')), ['news']);
});

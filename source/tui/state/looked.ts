import {wallTime} from '../../model/steady-clock.js';
import type {JournalEntry} from './journal.js';

/** From when on what has happened is news to the user, in milliseconds since the epoch. */
type Mark = {
	readonly from: number;
	/** Whether it is when the screen was opened, else when the user last looked. */
	readonly isOpening: boolean;
	/** Whether the events have been opened since. */
	readonly isRead: boolean;
};

/** When the user looked at the screen. */
export type Looked = {
	/** The last key or click, in milliseconds since the epoch. */
	readonly at: number;
	/** Absent while the user has never been away. */
	readonly mark?: Mark;
};

/** Without a key for so long, the user is away. In milliseconds. */
const awayMs = 60_000;

/** After a key, its effect is looked at. In milliseconds. */
const glanceMs = 3000;

/** An attached screen tells of what happened before it was opened as well. */
export const lookedAtStart = (now: number, isAttached: boolean): Looked =>
	({at: now, ...(isAttached && {mark: {from: now, isOpening: true, isRead: true}})});

type Looking = {
	readonly looked: Looked;
	/** Milliseconds since the epoch. */
	readonly now: number;
};

const isAway = ({looked: {at}, now}: Looking): boolean => now - at >= awayMs;

const markOf = (state: Looking): Mark | undefined => isAway(state) ? {from: state.looked.at, isOpening: false, isRead: false} : state.looked.mark;

/** A key was pressed, or the mouse: after an absence, what happened in it is marked. */
export const noteLook = (state: Looking): Pick<Looking, 'looked'> => {
	const mark = markOf(state);
	return {looked: {at: state.now, ...(mark && {mark})}};
};

/** The events were opened. */
export const readEvents = ({looked}: Looking): Pick<Looking, 'looked'> =>
	({looked: {...looked, ...(looked.mark && {mark: {...looked.mark, isRead: true}})}});

export type News = Mark & {
	/** The newest first. */
	readonly entries: readonly JournalEntry[];
};

/** What has happened since the user looked; undefined while the user has never been away. */
export const newsOf = (state: Looking & {readonly journal: readonly JournalEntry[]}): News | undefined => {
	const mark = markOf(state);
	if (!mark) {
		return undefined;
	}

	const begin = wallTime(mark.from) + (mark.isOpening ? 0 : glanceMs);
	const count = state.journal.findIndex(({at}) => at <= begin);
	return {...mark, entries: count === -1 ? state.journal : state.journal.slice(0, count)};
};

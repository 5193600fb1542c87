import type {Session} from '../../session.js';
import type {ModeKind} from '../../state/mode.js';
import {
	eraseBackward,
	eraseForward,
	eraseToStart,
	eraseWord,
	moveLeft,
	moveRight,
	moveToEnd,
	moveToStart,
	type TextField,
} from '../../state/text-field.js';
import {backendFormEntry} from '../add/add-feature.js';
import {exportEntry} from '../export/export-feature.js';
import {filterEntry} from '../filter/filter-feature.js';
import {findEntry} from '../find/find-feature.js';
import {paletteEntry} from '../palette/palette-feature.js';
import type {Run, RunsOf} from '../../run.js';
import {settingEntry} from '../settings/settings-feature.js';
import type {TextEntry} from '../../modes/text-entry.js';
import {weightFormEntry} from '../weight/weight-feature.js';
import type {typingKeys} from './typing-keys.js';

/** Modes with a text field. */
const entries: Readonly<Partial<Record<ModeKind, TextEntry>>> = {
	add: backendFormEntry,
	weight: weightFormEntry,
	export: exportEntry,
	setting: settingEntry,
	filter: filterEntry,
	find: findEntry,
	palette: paletteEntry,
};

const entryOf = ({state: {mode}}: Session): TextEntry | undefined => entries[mode.kind];

export const isTyping = (session: Session): boolean => entryOf(session) !== undefined;

/** Inserts a typed character into the text field, if there is one. */
export const typeText = (session: Session, text: string): void => {
	entryOf(session)?.type(session, text);
};

/** Inserts pasted text likewise. */
export const pasteText = (session: Session, text: string): void => {
	entryOf(session)?.paste(session, text);
};

const editing = (change: (field: TextField) => TextField): Run => session => {
	entryOf(session)?.edit(session, change);
};

export const typingRuns: RunsOf<typeof typingKeys> = {
	'cursor-left': editing(moveLeft),
	'cursor-right': editing(moveRight),
	'cursor-start': editing(moveToStart),
	'cursor-end': editing(moveToEnd),
	erase: editing(eraseBackward),
	'erase-forward': editing(eraseForward),
	'erase-word': editing(eraseWord),
	'erase-to-start': editing(eraseToStart),
};

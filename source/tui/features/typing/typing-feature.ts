import {contexts} from '../../input/contexts.js';
import {traitsOf, type Feature, type Session} from '../../state/screen-state.js';
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
import type {TextEntry} from '../../modes/text-entry.js';

const entryOf = ({state}: Session): TextEntry | undefined => traitsOf(state)?.entry;

export const isTyping = (session: Session): boolean => entryOf(session) !== undefined;

/** Inserts a typed character into the text field, if there is one. */
export const typeText = (session: Session, text: string): void => {
	entryOf(session)?.type(session, text);
};

/** Inserts pasted text likewise. */
export const pasteText = (session: Session, text: string): void => {
	entryOf(session)?.paste(session, text);
};

const editing = (change: (field: TextField) => TextField) => (session: Session): void => {
	entryOf(session)?.edit(session, change);
};

export const typingFeature: Feature = {
	commands: [
		{
			id: 'cursor-left',
			context: contexts.typing,
			keys: ['left', 'ctrl-b'],
			label: 'left',
			help: 'Move the cursor left',
			run: editing(moveLeft),
		},
		{
			id: 'cursor-right',
			context: contexts.typing,
			keys: ['right', 'ctrl-f'],
			label: 'right',
			help: 'Move the cursor right',
			run: editing(moveRight),
		},
		{
			id: 'cursor-start',
			context: contexts.typing,
			keys: ['home', 'ctrl-a'],
			label: 'start',
			help: 'Move the cursor to the start',
			run: editing(moveToStart),
		},
		{
			id: 'cursor-end',
			context: contexts.typing,
			keys: ['end', 'ctrl-e'],
			label: 'end',
			help: 'Move the cursor to the end',
			run: editing(moveToEnd),
		},
		{
			id: 'erase',
			context: contexts.typing,
			keys: ['backspace', 'ctrl-h'],
			label: 'erase',
			help: 'Erase the character before the cursor',
			run: editing(eraseBackward),
		},
		{
			id: 'erase-forward',
			context: contexts.typing,
			keys: ['delete', 'ctrl-d'],
			label: 'erase',
			help: 'Erase the character at the cursor',
			run: editing(eraseForward),
		},
		{
			id: 'erase-word',
			context: contexts.typing,
			keys: ['ctrl-w'],
			label: 'erase word',
			help: 'Erase the word before the cursor',
			run: editing(eraseWord),
		},
		{
			id: 'erase-to-start',
			context: contexts.typing,
			keys: ['ctrl-u'],
			label: 'erase all',
			help: 'Erase all before the cursor',
			run: editing(eraseToStart),
		},
	],
};

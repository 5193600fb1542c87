import type {Session} from '../session.js';
import {insert, type TextField} from '../state/text-field.js';

/** A mode's line of text, as keys reach it. */
export type TextEntry = {
	edit(session: Session, change: (field: TextField) => TextField): void;
	type(session: Session, text: string): void;
	paste(session: Session, text: string): void;
};

/** A mode's line that takes what is typed as it is, and what is pasted without the room around it. */
export const textEntry = (edit: TextEntry['edit'], put: (field: TextField, text: string) => TextField = insert): TextEntry => ({
	edit,
	type(session, text) {
		edit(session, field => put(field, text));
	},
	paste(session, text) {
		edit(session, field => put(field, text.trim()));
	},
});

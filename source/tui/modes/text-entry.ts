import type {Session} from '../session.js';
import {insert, type TextField} from '../state/text-field.js';

/** The text field of a mode. */
export type TextEntry = {
	edit(session: Session, change: (field: TextField) => TextField): void;
	type(session: Session, text: string): void;
	paste(session: Session, text: string): void;
};

/** A text field that takes typed characters as they are and trims pasted text. */
export const textEntry = (edit: TextEntry['edit'], put: (field: TextField, text: string) => TextField = insert): TextEntry => ({
	edit,
	type(session, text) {
		edit(session, field => put(field, text));
	},
	paste(session, text) {
		edit(session, field => put(field, text.trim()));
	},
});

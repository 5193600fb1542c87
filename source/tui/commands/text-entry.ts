import type {Session} from '../session.js';
import type {TextField} from '../state/text-field.js';

/** A mode's line of text, as keys reach it. */
export type TextEntry = {
	edit(session: Session, change: (field: TextField) => TextField): void;
	type(session: Session, text: string): void;
	paste(session: Session, text: string): void;
};

import type {TextEntryOf} from '../feature.js';
import type {ScreenState} from '../state/screen-state.js';
import {insert, type TextField} from '../state/text-field.js';

export type TextEntry = TextEntryOf<ScreenState>;

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

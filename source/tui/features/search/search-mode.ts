import {modeKind, type Mode} from '../../state/mode.js';
import type {TextField} from '../../state/text-field.js';

/** The prompt of a search in the text below it. */
export type SearchMode = Mode & {
	readonly kind: 'search';
	readonly field: TextField;
	/** What is searched, with the search as typed so far. */
	readonly back: Mode;
	/** The same before. */
	readonly before: Mode;
};

export const searchMode = modeKind<SearchMode>('search');

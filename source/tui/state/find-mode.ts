import type {TextField} from './text-field.js';

/** What backends are looked for is being typed. */
export type FindMode = {
	readonly kind: 'find';
	readonly field: TextField;
	/** What was looked for before. */
	readonly before: string;
};

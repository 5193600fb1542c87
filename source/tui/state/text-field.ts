/** A line of text being typed. */
export type TextField = {
	readonly text: string;
	/** In UTF-16 units; never inside a surrogate pair. */
	readonly cursor: number;
};

const maxLength = 600;

export const textField = (text: string): TextField => ({text, cursor: text.length});

const before = ({text, cursor}: TextField): string => text.slice(0, cursor);
const after = ({text, cursor}: TextField): string => text.slice(cursor);

const joined = (head: string, tail: string): TextField => ({text: head + tail, cursor: head.length});

/** Only what can be seen goes in: no controls, no spaces, nothing invisible. */
const printable = (text: string): string => text.replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Other}\p{Separator}]/gv, '');

const insertPrinted = (field: TextField, inserted: string): TextField =>
	field.text.length + inserted.length > maxLength ? field : joined(before(field) + inserted, after(field));

export const insert = (field: TextField, text: string): TextField => insertPrinted(field, printable(text));

/** For fields of several words: what divides words becomes one space. */
export const insertSpaced = (field: TextField, text: string): TextField =>
	insertPrinted(field, text.split(/\s+/v).map(word => printable(word)).join(' '));

const lastCharacter = /.$/sv;
const firstCharacter = /^./sv;

const isDivider = (character: string | undefined): boolean => character !== undefined && ' ./:@'.includes(character);

/** Without its last part, as shells do with words; the parts of a URL are what its dividers leave. */
const withoutLastPart = (text: string): string => {
	let end = text.length;
	while (isDivider(text[end - 1])) {
		end--;
	}

	while (end > 0 && !isDivider(text[end - 1])) {
		end--;
	}

	return text.slice(0, end);
};

export const eraseBackward = (field: TextField): TextField => joined(before(field).replace(lastCharacter, ''), after(field));
export const eraseForward = (field: TextField): TextField => joined(before(field), after(field).replace(firstCharacter, ''));
export const eraseWord = (field: TextField): TextField => joined(withoutLastPart(before(field)), after(field));
export const eraseToStart = (field: TextField): TextField => joined('', after(field));
export const moveToStart = (field: TextField): TextField => ({...field, cursor: 0});
export const moveToEnd = (field: TextField): TextField => ({...field, cursor: field.text.length});

export const moveLeft = (field: TextField): TextField => ({...field, cursor: before(field).replace(lastCharacter, '').length});

export const moveRight = (field: TextField): TextField => ({
	...field,
	cursor: field.text.length - after(field).replace(firstCharacter, '').length,
});

/** A text field. */
export type TextField = {
	readonly text: string;
	/** In UTF-16 units; never within a surrogate pair. */
	readonly cursor: number;
	/** Set if the last input was rejected: the length that the text would have had. */
	readonly refused?: number;
};

export const maxLength = 600;

export const textField = (text: string): TextField => ({text, cursor: text.length});

const before = ({text, cursor}: TextField): string => text.slice(0, cursor);
const after = ({text, cursor}: TextField): string => text.slice(cursor);

const joined = (head: string, tail: string): TextField => ({text: head + tail, cursor: head.length});

/** Drops controls, spaces and invisible characters. */
const printable = (text: string): string => text.replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Other}\p{Separator}]/gv, '');

const insertPrinted = ({text, cursor}: TextField, inserted: string): TextField => {
	const length = text.length + inserted.length;
	// A partial address or name would be another one.
	return length > maxLength ? {text, cursor, refused: length} : joined(before({text, cursor}) + inserted, after({text, cursor}));
};

export const insert = (field: TextField, text: string): TextField => insertPrinted(field, printable(text));

/** For fields where every space counts. */
export const insertVerbatim = (field: TextField, text: string): TextField => insertPrinted(field, text.replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Other}]/gv, ''));

/** For fields of several words: any whitespace becomes one space. */
export const insertSpaced = (field: TextField, text: string): TextField =>
	insertPrinted(field, text.split(/\s+/v).map(word => printable(word)).join(' '));

const lastCharacter = /.$/sv;
const firstCharacter = /^./sv;

const isDivider = (character: string | undefined): boolean => character !== undefined && ' ./:@'.includes(character);

/** Deletes the last word, as shells do; in URLs, up to the previous separator. */
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
export const moveToStart = ({text}: TextField): TextField => ({text, cursor: 0});
export const moveToEnd = ({text}: TextField): TextField => textField(text);

export const moveLeft = (field: TextField): TextField => ({text: field.text, cursor: before(field).replace(lastCharacter, '').length});

export const moveRight = (field: TextField): TextField => ({
	text: field.text,
	cursor: field.text.length - after(field).replace(firstCharacter, '').length,
});

import type {Key} from 'ink';

/** A single key. */
export type KeyPress = {
	/** `a`, `G`, `space`, `enter`, `pgup`, `ctrl-c`, … */
	readonly name: string;
	/** The character it types, if any. */
	readonly text?: string;
};

type FlagName = Exclude<keyof Key, 'eventType'>;

const namedKeys: ReadonlyArray<readonly [FlagName, string]> = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pgup'],
	['pageDown', 'pgdn'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
];

const controlNames = new Map([['\r', 'enter'], ['\n', 'enter'], ['\t', 'tab'], ['\u{7F}', 'backspace'], ['\b', 'backspace'], ['\u{1B}', 'esc']]);

const pressOf = (character: string): KeyPress => {
	const control = controlNames.get(character);
	if (control !== undefined) {
		return {name: control};
	}

	const codePoint = character.codePointAt(0)!;
	return codePoint >= 1 && codePoint <= 26 ? {name: `ctrl-${String.fromCodePoint(codePoint + 96)}`} : {name: character === ' ' ? 'space' : character, text: character};
};

/** Splits Ink's input into single keys. Held or fast keys arrive as one text; escape followed by a key arrives as that key with `meta` and means both. */
export const readKeys = (input: string, key: Key): readonly KeyPress[] => {
	const escape: KeyPress[] = key.meta || key.escape ? [{name: 'esc'}] : [];
	if (key.escape) {
		return escape;
	}

	const named = namedKeys.find(([flag]) => key[flag]);
	if (named) {
		return [...escape, {name: key.shift && named[1] === 'tab' ? 'shift-tab' : named[1]}];
	}

	if (key.ctrl) {
		return input === '' ? [] : [...escape, {name: `ctrl-${input.toLowerCase()}`}];
	}

	return input === '' ? [] : [...escape, ...Array.from(input, character => pressOf(character))];
};

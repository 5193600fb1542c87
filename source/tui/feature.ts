import type {Ability} from '../model/abilities.js';
import type {Context} from './input/contexts.js';
import type {Layout, Tier} from './layout/layout.js';
import type {Line} from './layout/line.js';
import type {Look} from './look/look.js';
import type {MouseReport} from './terminal/mouse-report.js';
import type {SessionOf} from './session/session.js';
import type {TextField} from './state/text-field.js';

/** How readily the footer shows a command when space is scarce, the most readily first. */
export const footerRanks = ['always', 'usually', 'often', 'sometimes', 'rarely'] as const;

export type FooterRank = (typeof footerRanks)[number];

/** What may follow the name of a command in the palette. */
export type ArgumentOf<State> = {
	/** In words, such as `from 1 to 256`. */
	readonly allowed: string;
	/** Completions. */
	readonly offers?: (state: State) => readonly string[];
	readonly run: (session: SessionOf<State>, text: string) => void;
};

/** What a key does. `State` is that of the screen, which knows its commands. */
export type CommandOf<State> = {
	readonly id: string;
	readonly context: Context;
	/** Names as in `KeyPress`. */
	readonly keys: readonly [string, ...string[]];
	/** Label in the footer. */
	readonly label: string;
	/** Text in the help, the palette and the readme. */
	readonly help: string;
	/** Without it the footer never shows the command. */
	readonly footer?: FooterRank;
	/** The opposite command, shown next to it in the footer. */
	readonly counterpart?: string;
	/** Whether it changes the pool, the settings or the traffic; removed from a read-only screen. */
	readonly isChange?: true;
	/** What the engine has to be able to do; without it, the command is not offered, and its key says why. */
	readonly needs?: Ability;
	/** Whether it has an effect now; always by default. */
	readonly applies?: (state: State) => boolean;
	/** The label in this state. */
	readonly labelNow?: (state: State) => string;
	readonly run: (session: SessionOf<State>) => void;
	readonly argument?: ArgumentOf<State>;
};

/** The text field of a mode. */
export type TextEntryOf<State> = {
	edit(session: SessionOf<State>, change: (field: TextField) => TextField): void;
	type(session: SessionOf<State>, text: string): void;
	paste(session: SessionOf<State>, text: string): void;
};

export type TextExtent = {
	/** Index of the first line on the screen. */
	readonly top: number;
	readonly length: number;
	/** Visible lines. */
	readonly visible: number;
	/** The text of each line, for searching. */
	words(): readonly string[];
	/** Whether `top` is a selected line of a list. */
	readonly isSelection?: true;
};

/** The scrollable text of a mode. */
export type ReadableTextOf<State> = {
	extentOf(state: State): TextExtent | undefined;
	scrollTo(session: SessionOf<State>, top: number): void;
};

/** What a mode shows at the bottom of the screen. */
export type BottomOf<State> = {
	/** Preferred rows, with one for the keys. */
	rows(state: State, tier: Tier): number;
	/** The rows above the keys, the most important first if space is scarce. */
	lines(state: State, look: Look, layout: Layout): readonly Line[];
};

export type ScreenLines = {
	/** The visible lines. */
	readonly lines: readonly Line[];
	/** Whether there are more. */
	readonly isLong: boolean;
};

/** What a mode shows between the header and the bottom. */
export type ScreenOf<State> = {
	/** Whether the lists stay beside it where there is room. */
	readonly isBeside?: true;
	/** Whether only the first row of the header stays above it. */
	readonly isBrief?: true;
	/** Whether there is something to show, else the lists stay; always by default. */
	readonly applies?: (state: State) => boolean;
	draw(state: State, look: Look, layout: Layout): ScreenLines;
};

/** How a mode is shown, and what it does with input. */
export type ModeTraitsOf<State> = {
	/** The contexts of its keys, the innermost first. */
	readonly contexts: readonly Context[];
	/** Whether a single key answers it, so that nothing may open over it. */
	readonly isQuestion?: true;
	/** Title of a choice, of which all keys are shown, since they mean nothing elsewhere. */
	readonly choice?: string;
	readonly entry?: TextEntryOf<State>;
	readonly text?: ReadableTextOf<State>;
	/** Returns whether a row was hit, which a second click opens. */
	readonly click?: (session: SessionOf<State>, report: MouseReport) => boolean;
	/** Scrolls the text by default. */
	readonly turnWheel?: (session: SessionOf<State>, report: MouseReport, rows: number) => void;
	/** Notices by default. */
	readonly bottom?: BottomOf<State>;
	/** By default, the lists stay. */
	readonly screen?: ScreenOf<State>;
	/** Whether it changes every second. */
	readonly isLively?: true;
	/** Whether the bottom covers the mode below. */
	readonly isOverlay?: true;
};

/** A part of the screen with all that belongs to it. */
export type FeatureOf<State> = {
	readonly commands: ReadonlyArray<CommandOf<State>>;
	/** Its modes by kind. */
	readonly modes?: Readonly<Record<string, ModeTraitsOf<State>>>;
	/** Called after each round of the feed. */
	readonly onRound?: (session: SessionOf<State>, before: State) => void;
};

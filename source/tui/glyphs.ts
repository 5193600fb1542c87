/** Every character outside ASCII that the screen draws by itself; each is one column wide, but for the arrows. */
export type Glyphs = {
	readonly up: string;
	readonly down: string;
	/** Neither one thing nor the other: draining, failing, some of several down. */
	readonly half: string;
	readonly off: string;
	readonly checking: string;
	/** Marks the selected row of a pane that has no focus. */
	readonly marker: string;
	/** Stands before what a person has marked. */
	readonly mark: string;
	readonly rule: string;
	/** Between two parts of the screen that stand beside each other. */
	readonly divider: string;
	/** Where a divider begins, below a rule. */
	readonly dividerTop: string;
	/** Where a rule at the left ends at a divider. */
	readonly dividerLeft: string;
	readonly ellipsis: string;
	readonly none: string;
	readonly dot: string;
	/** Under the letter where something is wrong. */
	readonly caret: string;
	/** Before a request that is looked for. */
	readonly match: string;
	/** From next to nothing to all there is. */
	readonly levels: readonly string[];
	readonly passed: string;
	readonly failed: string;
	/** Behind the title of the column that a list is sorted by: the lowest first. */
	readonly ascending: string;
	readonly descending: string;
	readonly arrowUp: string;
	readonly arrowDown: string;
	readonly arrowLeft: string;
	readonly arrowRight: string;
	/** Stands for a character that must not reach the terminal. */
	readonly hidden: string;
	/** Whether text from outside may keep characters beyond ASCII. */
	readonly isUnicode: boolean;
};

export const unicodeGlyphs: Glyphs = {
	up: '●',
	down: '✖',
	half: '◐',
	off: '○',
	checking: '?',
	marker: '▸',
	mark: '◆',
	rule: '─',
	divider: '│',
	dividerTop: '┬',
	dividerLeft: '┤',
	ellipsis: '…',
	none: '–',
	dot: '·',
	caret: '▲',
	match: '▪',
	levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	passed: '·',
	failed: '×',
	ascending: '↑',
	descending: '↓',
	arrowUp: '↑',
	arrowDown: '↓',
	arrowLeft: '←',
	arrowRight: '→',
	hidden: '\u{FFFD}',
	isUnicode: true,
};

export const asciiGlyphs: Glyphs = {
	up: '+',
	down: 'x',
	half: '~',
	off: 'o',
	checking: '?',
	marker: '>',
	mark: '*',
	rule: '-',
	divider: '|',
	dividerTop: '+',
	dividerLeft: '+',
	ellipsis: '~',
	none: '-',
	dot: '-',
	caret: '^',
	match: '*',
	levels: ['.', ':', '-', '=', '+', '*', '#'],
	passed: '.',
	failed: 'x',
	ascending: '^',
	descending: 'v',
	arrowUp: 'up',
	arrowDown: 'down',
	arrowLeft: 'left',
	arrowRight: 'right',
	hidden: '?',
	isUnicode: false,
};

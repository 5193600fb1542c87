/** All characters outside ASCII that the screen uses; one column wide, except the arrows. */
export type Glyphs = {
	readonly up: string;
	readonly down: string;
	/** Intermediate states: draining, failing, some of several down. */
	readonly half: string;
	readonly off: string;
	readonly checking: string;
	/** The selected row of a pane without focus. */
	readonly marker: string;
	/** A marked row. */
	readonly mark: string;
	readonly rule: string;
	/** The divider between two panes. */
	readonly divider: string;
	/** The top of a divider, below a rule. */
	readonly dividerTop: string;
	/** The end of a left rule at a divider. */
	readonly dividerLeft: string;
	readonly ellipsis: string;
	readonly none: string;
	readonly dot: string;
	/** Points at an error. */
	readonly caret: string;
	/** A match. */
	readonly match: string;
	/** Fill levels, the lowest first. */
	readonly levels: readonly string[];
	readonly passed: string;
	readonly failed: string;
	/** Sort direction in a column title: ascending. */
	readonly ascending: string;
	readonly descending: string;
	readonly arrowUp: string;
	readonly arrowDown: string;
	readonly arrowLeft: string;
	readonly arrowRight: string;
	/** Replaces a character that must not reach the terminal. */
	readonly hidden: string;
	/** Whether external text may contain characters beyond ASCII. */
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

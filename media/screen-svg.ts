import stringWidth from 'string-width';
import type {Cell} from '../test/helpers/emulated-screen.js';

/** What is read off a screen, cell by cell. */
export type ScreenSource = {
	readonly columns: number;
	readonly rows: number;
	cell(column: number, row: number): Cell;
};

const cellWidth = 8.4;
const cellHeight = 18;
const padding = 14;
const background = '#16181d';
const foreground = '#d7dae0';
/** The sixteen colours of a terminal, for a dark background. */
const palette = '#16181d #e06c75 #8ccf7e #e5c07b #61afef #c678dd #56b6c2 #d7dae0 #5c6370 #ff7a85 #a5e075 #f0d399 #82c4ff #d7a1e7 #7fd6e0 #ffffff'.split(' ');

const cubeLevels = ['00', '5f', '87', 'af', 'd7', 'ff'];

/** The 256 colours of a terminal: sixteen of its own, a cube of six shades each of red, green and blue, and 24 greys. */
const colorOf = (index: number): string => {
	if (index < 16) {
		return palette[index]!;
	}

	if (index >= 232) {
		return `#${(8 + ((index - 232) * 10)).toString(16).padStart(2, '0').repeat(3)}`;
	}

	const inCube = index - 16;
	return `#${[Math.trunc(inCube / 36), Math.trunc(inCube / 6) % 6, inCube % 6].map(level => cubeLevels[level]).join('')}`;
};

const inkOf = ({color}: Cell): string => color === undefined ? foreground : colorOf(color);

const escapes: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;'};
const escape = (text: string): string => text.replaceAll(/[&<>]/gv, character => escapes[character]!);

const styleOf = (cell: Cell): string => [
	`fill="${cell.isInverse ? background : inkOf(cell)}"`,
	cell.isBold && 'font-weight="bold"',
	cell.isDim && !cell.isInverse && 'opacity="0.6"',
].filter(part => part !== false).join(' ');

type Run = {
	readonly start: number;
	readonly look: Cell;
	text: string;
	length: number;
};

/** The cells of a row that follow each other and look the same, together. */
const runsOf = (source: ScreenSource, row: number): readonly Run[] => {
	const runs: Run[] = [];
	for (let column = 0; column < source.columns; column++) {
		const cell = source.cell(column, row);
		const text = cell.text === '' ? ' ' : cell.text;
		const run = runs.at(-1);
		if (run && styleOf(run.look) === styleOf(cell) && inkOf(run.look) === inkOf(cell) && run.look.isInverse === cell.isInverse) {
			run.text += text;
			run.length++;
		} else {
			runs.push({
				start: column, look: cell, text, length: 1,
			});
		}
	}

	return runs;
};

const xOf = (column: number): string => (padding + (column * cellWidth)).toFixed(1);
const widthOf = (columns: number): string => (columns * cellWidth).toFixed(1);

/** The empty Braille pattern, which many fonts draw in another width than the others. */
const blankPattern = '\u{2800}';

/** Words with wide gaps between them are placed by themselves, so that no font can shift them. */
const drawRun = ({start, look, text, length}: Run, row: number): string => {
	const y = padding + (row * cellHeight);
	const bar = look.isInverse ? `<rect x="${xOf(start)}" y="${y}" width="${widthOf(length)}" height="${cellHeight}" fill="${inkOf(look)}"/>` : '';
	const words = Array.from(text.replaceAll(blankPattern, ' ').matchAll(/\S+(?: \S+)*/gv), ({0: word, index}) => {
		const before = stringWidth(text.slice(0, index));
		return `<text x="${xOf(start + before)}" y="${y + 13}" textLength="${widthOf(stringWidth(word))}" ${styleOf(look)}>${escape(word)}</text>`;
	});
	return bar + words.join('');
};

/** One row of a screen; nothing if it is blank. */
export const rowSvg = (source: ScreenSource, row: number): string => runsOf(source, row).map(run => drawRun(run, row)).join('');

/** A picture of so many columns and rows, with its rows drawn already. */
export const pictureSvg = (drawnRows: readonly string[], {columns, rows}: Pick<ScreenSource, 'columns' | 'rows'>): string => {
	const width = (columns * cellWidth) + (2 * padding);
	const height = (rows * cellHeight) + (2 * padding);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" font-family="ui-monospace,Menlo,Consolas,monospace" font-size="14" xml:space="preserve"><rect width="100%" height="100%" rx="8" fill="${background}"/>
${drawnRows.join('\n')}
</svg>
`;
};

/** Draws a terminal's screen as it stands. */
export const screenSvg = (source: ScreenSource): string =>
	pictureSvg(Array.from({length: source.rows}, (_, row) => rowSvg(source, row)).filter(row => row !== ''), source);

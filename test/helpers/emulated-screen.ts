import {Buffer} from 'node:buffer';
import headless from '@xterm/headless';
import {modernWidths} from './modern-widths.js';

/** One character cell as it stands on the screen. */
export type Cell = {
	readonly text: string;
	readonly isBold: boolean;
	readonly isDim: boolean;
	readonly isInverse: boolean;
	/** Index into the palette, undefined for the default. */
	readonly color: number | undefined;
};

/** A terminal without a window: takes what a program writes and tells what a person would see. */
export class EmulatedScreen {
	readonly #terminal: InstanceType<typeof headless.Terminal>;
	#isCursorVisible = true;
	title = '';
	/** What a program has put into it last (OSC 52). */
	clipboard = '';
	/** The colour it says it draws on when asked (OSC 11), such as `rgb:ff/ff/ff`; without one it does not answer. */
	ground: string | undefined;

	constructor(columns: number, rows: number) {
		this.#terminal = new headless.Terminal({
			cols: columns,
			rows,
			allowProposedApi: true,
			scrollback: 1000,
		});
		this.#terminal.onTitleChange(title => {
			this.title = title;
		});
		this.#terminal.parser.registerOscHandler(52, data => {
			this.clipboard = Buffer.from(data.slice(data.indexOf(';') + 1), 'base64').toString();
			return true;
		});
		this.#terminal.parser.registerOscHandler(11, data => {
			if (data === '?' && this.ground !== undefined) {
				this.#terminal.input(`\u{1B}]11;${this.ground}\u{1B}\\`, false);
			}

			return true;
		});
		this.#terminal.unicode.register(modernWidths);
		this.#terminal.unicode.activeVersion = modernWidths.version;
		for (const [final, isVisible] of [['h', true], ['l', false]] as const) {
			this.#terminal.parser.registerCsiHandler({prefix: '?', final}, parameters => {
				if (parameters.includes(25)) {
					this.#isCursorVisible = isVisible;
				}

				return false;
			});
		}
	}

	/** Every row, trailing spaces cut off. */
	get lines(): string[] {
		const {buffer: {active: buffer}, cols: columns, rows} = this.#terminal;
		return Array.from({length: rows}, (_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(false, 0, columns).trimEnd() ?? '');
	}

	get isAlternate(): boolean {
		return this.#terminal.buffer.active.type === 'alternate';
	}

	get isCursorVisible(): boolean {
		return this.#isCursorVisible;
	}

	get isPasteBracketed(): boolean {
		return this.#terminal.modes.bracketedPasteMode;
	}

	get isMouseReported(): boolean {
		return this.#terminal.modes.mouseTrackingMode !== 'none';
	}

	/** Whether a frame has begun whose end has not come yet. */
	get isDrawing(): boolean {
		return this.#terminal.modes.synchronizedOutputMode;
	}

	cell(column: number, row: number): Cell {
		const buffer = this.#terminal.buffer.active;
		const cell = buffer.getLine(buffer.baseY + row)?.getCell(column);
		if (!cell) {
			throw new RangeError(`There is no cell ${column}, ${row}.`);
		}

		return {
			text: cell.getChars(),
			isBold: cell.isBold() !== 0,
			isDim: cell.isDim() !== 0,
			isInverse: cell.isInverse() !== 0,
			color: cell.isFgDefault() ? undefined : cell.getFgColor(),
		};
	}

	/** Resolves when it is on the screen. */
	async write(data: string): Promise<void> {
		return new Promise(resolve => {
			this.#terminal.write(data, resolve);
		});
	}

	resize(columns: number, rows: number): void {
		this.#terminal.resize(columns, rows);
	}

	/** What the terminal itself sends to the program, such as answers to queries. */
	onAnswer(listener: (data: string) => void): void {
		this.#terminal.onData(listener);
	}

	dispose(): void {
		this.#terminal.dispose();
	}
}

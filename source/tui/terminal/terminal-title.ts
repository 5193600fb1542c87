import type {Status} from '../../model/status.js';
import {toPrintableAscii} from '../text/ascii.js';
import {countUp} from '../text/backend-state.js';

type Write = (sequence: string) => void;

/** The previous titles are kept on the terminal's stack (xterm's window operations 22 and 23). */
const pushTitle = '\u{1B}[22;0t';
const popTitle = '\u{1B}[23;0t';

/** Control characters would end the title. */
const titleOf = ({backends}: Status): string =>
	toPrintableAscii(backends.length === 0 ? 'proxy-tui, no backends' : `proxy-tui ${countUp(backends)}/${backends.length} up`, '?');

/** Shows the status in the title of the terminal's window or tab. */
export class TerminalTitle {
	readonly #write: Write;
	#title = '';

	constructor(write: Write) {
		this.#write = write;
	}

	open(): void {
		this.#write(pushTitle);
	}

	show(status: Status): void {
		const title = titleOf(status);
		if (title !== this.#title) {
			this.#title = title;
			this.#write(`\u{1B}]2;${title}\u{7}`);
		}
	}

	/** Restores the previous title. */
	close(): void {
		this.#write(popTitle);
		this.#title = '';
	}
}

import type {SuspendTerminal} from 'ink';
import type {TerminalStream} from './frame-output.js';
import type {TerminalInput} from './terminal-input.js';

export type TerminalSuspensionOptions = {
	readonly stdout: TerminalStream;
	readonly input: TerminalInput;
	/** Called before the terminal is released, and when the screen has it again. */
	readonly onLeave: () => void;
	readonly onReturn: () => void;
	readonly onFailure: (error: unknown) => void;
};

const suspendedText = 'The screen is suspended; the proxy goes on serving. Press enter to come back.\n';

/** The process must not stop, since traffic would: only the screen is suspended, until enter or SIGCONT. */
export class TerminalSuspension {
	readonly #options: TerminalSuspensionOptions;
	#isSuspended = false;
	/** The function that suspends the screen; absent until it has been drawn. */
	suspendTerminal: SuspendTerminal | undefined;

	constructor(options: TerminalSuspensionOptions) {
		this.#options = options;
	}

	async #suspend(suspendTerminal: SuspendTerminal): Promise<void> {
		const {stdout, input, onLeave, onReturn} = this.#options;
		onLeave();
		this.#isSuspended = true;
		const suspension = await suspendTerminal();
		stdout.write(suspendedText);
		await input.nextLine();
		await suspension.resume();
		this.#isSuspended = false;
		onReturn();
	}

	get isSuspended(): boolean {
		return this.#isSuspended;
	}

	/** Suspends the screen, or says that it is suspended already. */
	begin(): void {
		if (this.#isSuspended) {
			this.#options.stdout.write(suspendedText);
		} else if (this.suspendTerminal) {
			this.#suspend(this.suspendTerminal).catch(this.#options.onFailure);
		}
	}

	/** Resumes the screen. */
	end(): void {
		this.#options.input.endLine();
	}
}

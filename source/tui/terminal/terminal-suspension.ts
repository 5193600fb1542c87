import process from 'node:process';
import type {SuspendTerminal} from 'ink';
import type {ScreenOutput} from './screen-output.js';
import type {TerminalInput} from './terminal-input.js';

export type TerminalSuspensionOptions = {
	readonly output: ScreenOutput;
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
	#isLent = false;
	#isRedrawDue = false;
	/** Ink refuses a suspension within another. */
	#last: Promise<unknown> = Promise.resolve();
	/** The function that suspends the screen; absent until it has been drawn. */
	suspendTerminal: SuspendTerminal | undefined;

	constructor(options: TerminalSuspensionOptions) {
		this.#options = options;
	}

	#afterLast(action: () => Promise<unknown>): void {
		this.#last = this.#last.then(action).catch(this.#options.onFailure);
	}

	async #suspend(suspendTerminal: SuspendTerminal): Promise<void> {
		const {output, input, onLeave, onReturn} = this.#options;
		onLeave();
		const suspension = await suspendTerminal();
		output.write(suspendedText);
		await input.nextLine();
		await suspension.resume();
		this.#isSuspended = false;
		onReturn();
		this.catchUp();
	}

	async #lend(suspendTerminal: SuspendTerminal, program: () => Promise<void>): Promise<void> {
		const {input, onLeave, onReturn} = this.#options;
		onLeave();
		const suspension = await suspendTerminal();
		input.lend();
		await program();
		input.takeBack();
		await suspension.resume();
		this.#isSuspended = false;
		this.#isLent = false;
		onReturn();
		this.catchUp();
	}

	get isSuspended(): boolean {
		return this.#isSuspended;
	}

	/** Whether another program, such as an editor, has the terminal: keys that send signals are meant for it. */
	get isLent(): boolean {
		return this.#isLent;
	}

	/** Suspends the screen, or says that it is suspended already. */
	begin(): void {
		const {suspendTerminal} = this;
		if (this.#isLent) {
			// The other program stops with its process group. As this process goes on, no shell would ever continue it.
			process.kill(0, 'SIGCONT');
			return;
		}

		if (this.#isSuspended) {
			// It may be coming back already, with the message on it.
			this.#isRedrawDue = true;
			this.#options.output.write(suspendedText);
		} else if (suspendTerminal) {
			this.#isSuspended = true;
			this.#afterLast(async () => this.#suspend(suspendTerminal));
		}
	}

	/** Leaves the terminal to another program until it has ended. */
	async lend<Result>(program: () => Promise<Result>): Promise<Result> {
		const {suspendTerminal} = this;
		if (this.#isSuspended || !suspendTerminal) {
			throw new Error('The screen is suspended; try again');
		}

		this.#isSuspended = true;
		this.#isLent = true;
		const {promise, resolve} = Promise.withResolvers<Result>();
		this.#afterLast(async () => this.#lend(suspendTerminal, async () => {
			const result = program();
			resolve(result);
			await result.catch(() => undefined);
		}));
		return promise;
	}

	/** Resumes the screen. */
	end(): void {
		this.#options.input.endLine();
	}

	/** Draws the whole screen, whatever other programs have written on it: a suspension that ends at once. */
	redraw(): void {
		this.#isRedrawDue = true;
		if (this.#options.output.mayDraw()) {
			this.catchUp();
		}
	}

	/** Draws what `redraw` could not, because the terminal did not read or the screen was suspended. */
	catchUp(): void {
		const {suspendTerminal} = this;
		if (this.#isRedrawDue && !this.#isSuspended && suspendTerminal) {
			this.#isRedrawDue = false;
			this.#afterLast(async () => suspendTerminal(() => undefined));
		}
	}
}

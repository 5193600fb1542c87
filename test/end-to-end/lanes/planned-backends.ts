import {Buffer} from 'node:buffer';
import {setImmediate} from 'node:timers/promises';
import type {Connection, Script} from '../../helpers/scripted-backend.js';
import {declaredFraming, readBody, readHead} from '../../helpers/strict-message.js';
import type {Part, PlannedAnswer} from './lane-plans.js';

type Sender = {write(bytes: Buffer): unknown};

export const send = async (socket: Sender, pieces: readonly string[]): Promise<void> => {
	for (const piece of pieces) {
		socket.write(Buffer.from(piece, 'latin1'));
		// eslint-disable-next-line no-await-in-loop -- So that the pieces arrive one by one.
		await setImmediate();
	}
};

export type Act = () => Promise<void>;

/** The rest of a part, if there is anything to do. */
export const actOf = (socket: Sender & {end(): unknown; resetAndDestroy(): unknown}, {act, rest}: Part): Act | undefined => {
	switch (act) {
		case 'nothing': {
			return undefined;
		}

		case 'rest': {
			return async () => send(socket, rest);
		}

		case 'end': {
			return async () => {
				socket.end();
			};
		}

		case 'reset': {
			return async () => {
				socket.resetAndDestroy();
			};
		}
	}
};

/** Whether there are bytes behind the answer's end. If they come later, it is a matter of time whether the next request has been sent by then. */
const hasMore = ({pieces, rest}: PlannedAnswer, requestLine: string): boolean => {
	const text = [...pieces, ...rest].join('');
	return requestLine.startsWith('HEAD ') || /^HTTP\/1\.[01] (?:204|304)/mv.test(text) || text.endsWith('EXTRA');
};

/** Backends that answer by plan, one request after the other. */
export class PlannedBackends {
	/** What they do once all is quiet. */
	readonly acts: Act[] = [];
	/** How often a connection began, brought bytes, or ended. */
	events = 0;
	readonly #answers: readonly PlannedAnswer[];
	readonly #unfinished = new Set<() => Promise<void>>();
	#next = 0;

	constructor(answers: readonly PlannedAnswer[]) {
		this.#answers = answers;
	}

	/** The next that they do. */
	takeAct(): Act | undefined {
		const act = this.acts.shift();
		if (act !== undefined || !this.#answers[Math.min(this.#next, this.#answers.length - 1)]!.isEarly) {
			return act;
		}

		const [early] = this.#unfinished;
		this.#unfinished.delete(early!);
		return early;
	}

	readonly script: Script = connection => {
		let offset = 0;
		let isAnswering = false;
		const {socket} = connection;
		const answerUnfinished = async (): Promise<void> => {
			isAnswering = true;
			await this.#answer(connection, '');
		};

		const read = async (): Promise<void> => {
			while (!isAnswering) {
				this.#unfinished.delete(answerUnfinished);
				const head = readHead(connection.received, offset);
				if (head === undefined) {
					return;
				}

				const {isComplete, end} = readBody(connection.received, head.end, declaredFraming(head.fields) ?? {kind: 'none'});
				if (!isComplete) {
					this.#unfinished.add(answerUnfinished);
					return;
				}

				offset = end;
				isAnswering = true;
				// eslint-disable-next-line no-await-in-loop -- One request after the other.
				await this.#answer(connection, head.startLine);
				isAnswering = false;
			}
		};

		this.events++;
		// Nothing is held back for the last piece's acknowledgement, which takes longer than all else.
		socket.setNoDelay();
		socket.on('data', () => {
			this.events++;
			void read();
		});
		socket.on('close', () => {
			this.events++;
			this.#unfinished.delete(answerUnfinished);
		});
	};

	async #answer({socket}: Connection, requestLine: string): Promise<void> {
		const planned = this.#answers[Math.min(this.#next++, this.#answers.length - 1)]!;
		const answer = hasMore(planned, requestLine) ? {...planned, pieces: [[...planned.pieces, ...planned.rest].join('')], act: 'nothing' as const} : planned;
		await send(socket, answer.pieces);
		if (answer.isLast) {
			socket.end();
		}

		const act = actOf(socket, answer);
		if (act !== undefined) {
			this.acts.push(act);
		}
	}
}

import type {Worker} from 'node:worker_threads';
import type {RecordedExchange} from '../../model/exchange-detail.js';
import {listChange} from '../../model/list-change.js';
import type {NameAnswer} from '../../model/name-answer.js';
import type {OpenRequests} from '../../model/open-request.js';
import type {PoolMember, PoolSnapshot} from '../../model/pool.js';
import type {ServerTls} from '../../model/server-tls.js';
import type {ClientAddresses} from '../../model/status.js';
import type {RequestMeasure, TopList, TopSpan, TopSubject} from '../../model/top-list.js';
import type {DataPlaneEvents, LogEntries, ReplayOrder, ReplayRefusal, TopEntries} from '../control/data-plane.js';
import {AwaitedAnswers, noEntries} from './awaited-answers.js';
import type {MessageFromWorker, MessageToWorker, WorkerAnswer, WorkerStart} from './worker-messages.js';

export type WorkerLinkEvents = Omit<DataPlaneEvents, 'onWorkerRestarted'> & {
	/** The worker has ended, on request or not. Pending requests to it have been settled before. */
	onExit(reason: string): void;
};

/** How long a thread may take to end once its work is finished. */
const endingMs = 1000;

/** The main thread's end of a data-plane worker. */
export class WorkerLink {
	readonly index: number;
	/** Resolves once it accepts connections. */
	readonly listening: Promise<ClientAddresses>;
	/** Resolves once it has ended. */
	readonly exited: Promise<void>;
	/** Resolves once it has ended, or has finished its work while a disk hangs. */
	readonly left: Promise<void>;
	readonly #worker: Worker;
	/** Why it has ended, or is about to. */
	#reason = 'it exited';
	readonly #listening = Promise.withResolvers<ClientAddresses>();
	readonly #exited = Promise.withResolvers<void>();
	readonly #left = Promise.withResolvers<void>();
	readonly #answers = new AwaitedAnswers();
	/** As last sent to the worker. */
	#members: readonly PoolMember[];
	#tls: ServerTls | undefined;
	/** Whether it has ended or has been abandoned. */
	#ended = false;
	#hasExited = false;
	readonly #events: WorkerLinkEvents;

	/**
	@param start
	@param worker - A thread that waits for it.
	@param events
	*/
	constructor(start: WorkerStart, worker: Worker, events: WorkerLinkEvents) {
		this.index = start.index;
		this.#events = events;
		this.#members = start.snapshot.members;
		this.#tls = start.snapshot.tls;
		this.listening = this.#listening.promise;
		this.exited = this.#exited.promise;
		this.left = Promise.race([this.exited, this.#left.promise]);
		// Not an unhandled rejection if only `exited` is awaited.
		this.listening.catch(() => {});
		this.#worker = worker;
		this.#worker.on('message', (message: MessageFromWorker) => {
			this.#onMessage(message);
		});
		this.#worker.on('error', error => {
			this.#reason = (error as Error).message;
		});
		this.#worker.once('exit', () => {
			this.#hasExited = true;
			this.#exited.resolve();
			this.#end();
		});
		this.#worker.postMessage(start);
	}

	/** Resolves once the worker acts on the snapshot, or has ended. */
	async apply({members, tls, ...snapshot}: PoolSnapshot): Promise<void> {
		if (this.#ended) {
			return;
		}

		const applied = this.#answers.applied(snapshot.version);
		const hasOtherTls = tls !== undefined && tls !== this.#tls;
		this.#post({type: 'apply', snapshot: {...snapshot, ...(hasOtherTls && {tls})}, members: listChange(this.#members, members)});
		this.#members = members;
		this.#tls = tls;
		await applied;
	}

	/** The newest entries of its ring; none if it has ended. */
	async readLog(after: number, limit: number): Promise<LogEntries> {
		if (this.#ended) {
			return noEntries;
		}

		const read = this.#answers.entries();
		this.#post({type: 'read-log', after, limit});
		return read;
	}

	/** All details of one exchange; undefined if no longer available. */
	async readExchange(sequence: number): Promise<RecordedExchange | undefined> {
		return await this.#ask(id => ({type: 'read-exchange', id, sequence})) as RecordedExchange | undefined;
	}

	/** Its oldest exchanges in flight; none if it has ended. */
	async readOpen(limit: number): Promise<OpenRequests> {
		return await this.#ask(id => ({type: 'read-open', id, limit})) as OpenRequests | undefined ?? {requests: [], inFlight: 0};
	}

	/** One of its top lists; undefined if it has ended. */
	async readTop(by: TopSubject, over: TopSpan): Promise<TopList | undefined> {
		return await this.#ask(id => ({type: 'read-top', id, by, over})) as TopList | undefined;
	}

	/** Its highest requests; none if it has ended. */
	async readTopRequests(measure: RequestMeasure, over: TopSpan): Promise<TopEntries> {
		return await this.#ask(id => ({type: 'read-top-requests', id, measure, over})) as TopEntries | undefined ?? {entries: [], spanMs: 0};
	}

	/** Replays a request; see {@link ReplayOrder}. */
	async replay(order: ReplayOrder): Promise<RecordedExchange | ReplayRefusal> {
		return await this.#ask(id => ({type: 'replay', id, order})) as RecordedExchange | ReplayRefusal | undefined ?? 'exchange_not_found';
	}

	/** Ends the exchanges at a backend. */
	cut(slot: number): void {
		this.#post({type: 'cut', slot});
	}

	/** Sends it the result of a lookup. */
	tellName(name: string, answer: NameAnswer): void {
		this.#post({type: 'name-answer', name, answer});
	}

	/** Makes it reopen the access log. */
	reopenLog(): void {
		this.#post({type: 'reopen-log'});
	}

	/** Whether its thread has ended. */
	get hasEnded(): boolean {
		return this.#hasExited;
	}

	/** Lets it finish exchanges in flight; see {@link left}. */
	stop(graceMs: number): void {
		this.#post({type: 'stop', graceMs});
	}

	/** Ends it at once. */
	async terminate(reason = this.#reason): Promise<void> {
		this.#reason = reason;
		void this.#worker.terminate();
		this.#onStopped();
		await this.left;
	}

	/** Treats it as ended, although its thread still exists. */
	abandon(reason: string): void {
		this.#reason = reason;
		this.#end();
	}

	/** @returns Also undefined if the worker ends before it responds. */
	async #ask(question: (id: number) => MessageToWorker): Promise<WorkerAnswer> {
		if (this.#ended) {
			return undefined;
		}

		return this.#answers.answer(id => {
			this.#post(question(id));
		});
	}

	#post(message: MessageToWorker): void {
		this.#worker.postMessage(message);
	}

	#onMessage(message: MessageFromWorker): void {
		const events = this.#events;
		switch (message.type) {
			case 'listening': {
				this.#listening.resolve(message.addresses);
				break;
			}

			case 'listen-failed': {
				this.#listening.reject(Object.assign(new Error(message.message), {code: message.code, port: message.port}));
				break;
			}

			case 'applied': {
				this.#answers.onApplied(message.version);
				break;
			}

			case 'log': {
				this.#answers.onEntries(message);
				break;
			}

			case 'answer': {
				this.#answers.onAnswer(message.id, message.answer);
				break;
			}

			case 'backend-failed': {
				events.onBackendFailed(message.id, message.reason);
				break;
			}

			case 'backend-answered': {
				events.onBackendAnswered(message.id, message.status);
				break;
			}

			case 'look-up': {
				events.onLookUp(message.name);
				break;
			}

			case 'access-log-dropped': {
				events.onAccessLogDropped(message.count, message.reason);
				break;
			}

			case 'stopped': {
				this.#onStopped();
				break;
			}
		}
	}

	#onStopped(): void {
		const timer = setTimeout(this.#left.resolve, endingMs);
		void this.exited.then(() => {
			clearTimeout(timer);
		});
	}

	#end(): void {
		if (this.#ended) {
			return;
		}

		this.#ended = true;
		this.#listening.reject(new Error(this.#reason));
		this.#answers.end();
		this.#events.onExit(this.#reason);
	}
}

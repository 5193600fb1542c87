import {destination, pino, type Logger} from 'pino';
import {actorName} from '../model/actor.js';
import {commandWords} from '../model/command.js';
import type {ControlEvent} from '../model/event.js';
import {logFormat} from '../model/log-format.js';
import {outlierWords} from '../model/outlier.js';
import type {ClientAddresses, ListenAddress, Totals} from '../model/status.js';
import {warningWords} from '../model/warning.js';

const maxWaitingBytes = 1024 * 1024;

export type LogLevel = 'info' | 'warn' | 'error';

/** Structured log lines of events on standard output, for headless operation. */
export class EventLog {
	readonly #logger: Logger;
	readonly #destination: ReturnType<typeof destination>;
	#isClosed = false;
	#level: LogLevel;
	/** Events before the first line; undefined afterwards. */
	#early: ControlEvent[] | undefined = [];

	/**
	@param level - The least important lines that are written.
	@param standardOutput - Its descriptor, or another that leads to the same place.
	*/
	constructor(level: LogLevel, standardOutput: number) {
		this.#level = level;
		this.#destination = destination({dest: standardOutput, sync: false, maxLength: maxWaitingBytes});
		// The reader of the log may disappear; traffic does not depend on it.
		this.#destination.on('error', () => {});
		this.#logger = pino(logFormat, this.#destination);
	}

	/** The first line, with the addresses. */
	listening(clients: ClientAddresses, admin: ListenAddress, backends: readonly string[]): void {
		this.#logger.info({...clients, admin, backends}, 'listening');
		// Only now: service managers and scripts wait for that line.
		this.#logger.level = this.#level;
		const early = this.#early ?? [];
		this.#early = undefined;
		for (const event of early) {
			this.write(event);
		}
	}

	setLevel(level: LogLevel): void {
		this.#level = level;
		if (this.#early === undefined) {
			this.#logger.level = level;
		}
	}

	write(event: ControlEvent): void {
		if (this.#isClosed) {
			return;
		}

		if (this.#early !== undefined) {
			this.#early.push(event);
			return;
		}

		switch (event.type) {
			case 'warning': {
				this.#logger.warn(warningWords(event.warning));
				break;
			}

			case 'health-changed': {
				const {backend, from, to, reason, hint} = event;
				this.#logger[to === 'unhealthy' ? 'warn' : 'info']({
					backend: backend.url, id: backend.id, from, to, reason, hint,
				}, event.type);
				break;
			}

			case 'policy-changed': {
				const {from, to} = event;
				this.#logger.info({from, to}, event.type);
				break;
			}

			case 'settings-changed': {
				const {names, remembered} = event;
				this.#logger.info({names, remembered}, event.type);
				break;
			}

			case 'settings-remembered': {
				const {names, file} = event;
				this.#logger.info({names, file, hint: 'saved by an earlier run; --no-save ignores them'}, event.type);
				break;
			}

			case 'name-removed': {
				this.#logger.info({name: event.url}, event.type);
				break;
			}

			case 'name-changed': {
				const {url, from, to} = event;
				this.#logger.info({name: url, from, to}, event.type);
				break;
			}

			case 'config-applied': {
				this.#logger.info({file: event.file}, event.type);
				break;
			}

			case 'certificate-changed': {
				const {names, source, notAfter} = event;
				this.#logger.info({names, source, not_after: new Date(notAfter).toISOString()}, event.type);
				break;
			}

			case 'backend-ejected': {
				const {backend, outlier, durationMs} = event;
				this.#logger.warn({
					backend: backend.url, id: backend.id, reason: outlierWords(outlier), duration_ms: durationMs,
				}, event.type);
				break;
			}

			case 'stall-changed': {
				const {backend, isStalled, waitedMs} = event;
				this.#logger[isStalled ? 'warn' : 'info']({
					backend: backend.url, id: backend.id, stalled: isStalled, waited_ms: Math.round(waitedMs),
				}, event.type);
				break;
			}

			case 'backend-returned': {
				this.#logger.info({backend: event.backend.url, id: event.backend.id}, event.type);
				break;
			}

			case 'panic-changed': {
				this.#logger[event.isPanic ? 'error' : 'info']({panic: event.isPanic}, event.type);
				break;
			}

			case 'worker-restarted': {
				const {worker, reason} = event;
				this.#logger.error({worker, reason}, event.type);
				break;
			}

			case 'command': {
				const {actor, command} = event;
				this.#logger.info({by: actorName(actor), claimed_name: actor.claimedName, what: commandWords(command)}, event.type);
				break;
			}

			case 'health-check-changed':
			case 'backend-added':
			case 'backend-removed': {
				const {id, url, ...rest} = event.backend;
				this.#logger.info({backend: url, id, ...rest}, event.type);
				break;
			}

			case 'state-changed':
			case 'weight-changed': {
				const {backend, from, to} = event;
				this.#logger.info({
					backend: backend.url, id: backend.id, from, to,
				}, event.type);
				break;
			}
		}
	}

	leaving(reason: string, inFlight: number): void {
		this.#logger.info({reason, in_flight: inFlight}, 'leaving');
	}

	/** The last line. */
	stopped({requests, rateLimited, unavailable, aborted, retries}: Totals): void {
		this.#logger.info({
			requests, rate_limited: rateLimited, unavailable, aborted, retries,
		}, 'stopped');
	}

	error(error: unknown, message: string): void {
		this.#logger.error(error, message);
	}

	/** Resolves when all lines are written, or after a second if the reader is stuck. */
	async close(): Promise<void> {
		this.#isClosed = true;
		await new Promise<void>(resolve => {
			const timer = setTimeout(() => {
				// Otherwise pino would write the rest synchronously at exit, for as long as the reader is stuck.
				this.#destination.destroy();
				resolve();
			}, 1000);
			this.#destination.once('close', () => {
				clearTimeout(timer);
				resolve();
			});
			this.#destination.end();
		});
	}
}

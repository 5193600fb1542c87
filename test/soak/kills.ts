import {setTimeout as delay} from 'node:timers/promises';
import type {ProxyWorkers} from '../helpers/proxy-workers.js';
import type {KillableBackend} from './killable-backend.js';
import type {Surprise} from './tally.js';

/** From a kill until all is as before. Times in milliseconds since the epoch. */
export type Kill = {
	readonly victim: 'backend' | 'worker';
	readonly from: number;
	readonly to: number;
};

/** Clients may hear of a broken connection a little later. */
const slackMs = 250;

const during = (surprise: Surprise, {from, to}: Kill): boolean => surprise.startedAt <= to + slackMs && surprise.endedAt >= from;

/** A body may have been acted on, and a login holds for one connection only. */
const cannotBeRepeated = (act: string): boolean => act.startsWith('post') || act.startsWith('login');

/** What a kill does to exchanges: those of a dead worker end without an answer; a dead backend's only if they cannot be repeated. */
const explains = (kill: Kill, surprise: Surprise): boolean => during(surprise, kill)
	&& (surprise.end === 'broken' || (kill.victim === 'backend' && cannotBeRepeated(surprise.act) && surprise.reason === '502'));

/** The kill that a surprise follows from: the last one, since what lasts longer has outlived those before. Undefined if there is none. */
export const causeOf = (surprise: Surprise, kills: readonly Kill[]): Kill['victim'] | undefined => kills.findLast(kill => explains(kill, surprise))?.victim;

/** However short the time: a backend and a worker. */
const leastKills = 2;

/** Kills backends and workers in turn, each after the one before has recovered, until a time. */
export class Killer {
	readonly kills: Kill[] = [];
	readonly #backends: readonly KillableBackend[];
	readonly #workers: ProxyWorkers;

	constructor(backends: readonly KillableBackend[], workers: ProxyWorkers) {
		this.#backends = backends;
		this.#workers = workers;
	}

	/** @param everyMs - From one to the next. */
	async run(everyMs: number, until: number): Promise<void> {
		/* eslint-disable no-await-in-loop -- one after the other, so that each loss has one cause */
		for (let number = 0; number < leastKills || Date.now() + everyMs < until; number++) {
			await delay(everyMs);
			const from = Date.now();
			const victim = number % 2 === 0 ? 'backend' : 'worker';
			if (victim === 'backend') {
				const backend = this.#backends[(number / 2) % this.#backends.length]!;
				await backend.kill();
				await backend.restart();
			} else {
				await this.#workers.kill(this.#workers.running[0]!);
			}

			this.kills.push({victim, from, to: Date.now()});
		}
		/* eslint-enable no-await-in-loop */
	}
}

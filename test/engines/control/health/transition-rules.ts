import assert from 'node:assert/strict';
import type {Record} from './monitor-harness.js';

/** Follows what a monitor tells of one backend, and fails when it tells what must never be. */
export class TransitionRules {
	#isWatched = false;
	#failedAt = -1;
	#lastBeginning = -1;
	health = 'unknown';

	get isWatched(): boolean {
		return this.#isWatched;
	}

	added(): void {
		this.#isWatched = true;
		this.health = 'unknown';
		this.#failedAt = -1;
	}

	removed(): void {
		this.#isWatched = false;
	}

	failed(at: number): void {
		this.#failedAt = at;
	}

	follow(record: Record): void {
		if (record.type === 'cancelled') {
			return;
		}

		assert.ok(this.#isWatched, `${record.type} of a backend that is not watched`);

		if (record.type === 'begun') {
			this.#lastBeginning = record.at;
		}

		if (record.type !== 'transition') {
			return;
		}

		assert.equal(record.from, this.health);
		assert.notEqual(record.to, this.health);
		assert.ok(record.to === 'unhealthy' || this.#lastBeginning >= this.#failedAt, 'proven by a probe that began before the failure');
		this.health = record.to;
	}
}

import {isDeepStrictEqual} from 'node:util';
import {maxBackends, slotCount} from '../../shared-memory/memory-layout.js';
import {
	type Backend,
	type BackendChange,
	type Discovered,
	minWeight,
	type NewBackend,
	weightProblem,
} from '../../../model/backend.js';
import {parseBackendUrl} from '../../../model/backend-url.js';
import type {HealthCheckOverrides} from '../../../model/health-check-settings.js';
import {ControlError} from '../../../model/control-error.js';
import type {
	Policy,
	PoolMember,
	PoolSnapshot,
	TrafficSettings,
} from '../../../model/pool.js';
import type {ServerTls} from '../../../model/server-tls.js';
import {PoolChanges} from './pool-changes.js';

/** What workers get besides the members. */
export type RegistryTuning = Pick<PoolSnapshot, 'policy' | 'traffic' | 'wire'>;

export type PoolRegistryOptions = {
	readonly tuning: RegistryTuning;
	/** Why a well-formed URL cannot be a backend; undefined if it can. */
	readonly refuseUrl: (url: string) => string | undefined;
	/** Why health checks are invalid; undefined if they are valid. */
	readonly refuseHealthCheck: (healthCheck: HealthCheckOverrides) => string | undefined;
};

/** Id and position of a backend that returns. */
export type Place = {
	readonly id: string;
	readonly index: number;
};

/** The only writable list of backends. Each change makes a new snapshot; all is synchronous. */
export class PoolRegistry {
	readonly changes = new PoolChanges();
	readonly #options: PoolRegistryOptions;
	readonly #members: PoolMember[] = [];
	/** The snapshot until the next change: many changes at once cost one copy. */
	#list: readonly PoolMember[] | undefined;
	readonly #byId = new Map<string, PoolMember>();
	readonly #byUrl = new Map<string, PoolMember>();
	#tuning: RegistryTuning;
	#tls: ServerTls | undefined;
	#version = 1;
	#lastId = 0;
	/** Released slots, and the first unused one. Slot 0 belongs to the proxy. */
	readonly #freeSlots: number[] = [];
	#nextSlot = 1;

	constructor(options: PoolRegistryOptions) {
		this.#options = options;
		this.#tuning = options.tuning;
	}

	get policy(): Policy {
		return this.#tuning.policy;
	}

	get traffic(): TrafficSettings {
		return this.#tuning.traffic;
	}

	configure({policy, traffic, wire}: RegistryTuning): void {
		this.#tuning = {policy, traffic, wire};
		this.#version++;
	}

	setTls(tls: ServerTls): void {
		this.#tls = tls;
		this.#version++;
	}

	get members(): readonly PoolMember[] {
		this.#list ??= [...this.#members];
		return this.#list;
	}

	snapshot(): PoolSnapshot {
		return {
			version: this.#version, ...this.#tuning, members: this.members, ...(this.#tls && {tls: this.#tls}),
		};
	}

	/** Room for further backends. A removed one takes up room until {@link releaseSlot}. */
	get room(): number {
		return this.#freeSlots.length + slotCount - this.#nextSlot;
	}

	/** Why a backend cannot be added; undefined if it can. */
	check(backend: NewBackend): ControlError | undefined {
		const problem = this.checkEntry(backend);
		if (problem) {
			return problem;
		}

		const url = parseBackendUrl(backend.url).url!;
		if (this.#byUrl.has(url)) {
			return new ControlError('duplicate_backend', `${url} is in the pool already.`);
		}

		return this.room === 0 ? new ControlError('too_many_backends', `The pool is full with ${maxBackends} backends. Remove one first.`) : undefined;
	}

	/** Why a backend cannot be in any pool; undefined if it can. */
	checkEntry({url, weight = minWeight, healthCheck}: NewBackend): ControlError | undefined {
		const parsed = parseBackendUrl(url);
		const refusal = parsed.url === undefined ? parsed.reason : this.#options.refuseUrl(parsed.url);
		return refusal === undefined
			? this.checkWeight(weight) ?? this.#checkHealthCheck(healthCheck)
			: new ControlError('invalid_backend', refusal);
	}

	/**
	@param backend
	@param place - The end of the pool, and a new id, if undefined.
	@throws {ControlError} See {@link check}.
	*/
	add(backend: NewBackend & Discovered & Partial<Pick<Backend, 'state'>>, place?: Place): PoolMember {
		const problem = this.check(backend);
		if (problem !== undefined) {
			throw problem;
		}

		const member: PoolMember = {
			id: place?.id ?? `b${++this.#lastId}`,
			url: parseBackendUrl(backend.url).url!,
			weight: backend.weight ?? minWeight,
			state: backend.state ?? 'active',
			...(backend.healthCheck !== undefined && {healthCheck: backend.healthCheck}),
			...(backend.origin !== undefined && {origin: backend.origin, tier: backend.tier ?? 0}),
			slot: this.#freeSlots.pop() ?? this.#nextSlot++,
		};
		this.#replace(place?.index ?? this.#members.length, 0, member);
		this.changes.tell('onBackendAdded', member);
		return member;
	}

	/**
	@returns Twice the same when nothing changes by it.
	@throws {ControlError} `invalid_backend`, `backend_not_found`
	*/
	update(id: string, {state, weight, healthCheck}: BackendChange): {before: PoolMember; after: PoolMember} {
		const before = this.get(id);
		const problem = this.checkWeight(weight ?? before.weight) ?? this.#checkHealthCheck(healthCheck);
		if (problem !== undefined) {
			throw problem;
		}

		const {healthCheck: checkBefore, ...rest} = before;
		const checkAfter = isDeepStrictEqual(healthCheck ?? checkBefore ?? {}, checkBefore ?? {}) ? checkBefore : healthCheck;
		const after: PoolMember = {
			...rest,
			state: state ?? before.state,
			weight: weight ?? before.weight,
			...(checkAfter !== undefined && Object.keys(checkAfter).length > 0 && {healthCheck: checkAfter}),
		};
		if (isDeepStrictEqual(after, before)) {
			return {before, after: before};
		}

		this.#replace(this.#members.indexOf(before), 1, after);
		if (before.state !== 'active' && after.state === 'active') {
			this.changes.tell('onBackendReturning', after.slot);
		}

		if (before.healthCheck !== after.healthCheck) {
			this.changes.tell('onHealthCheckChanged', after);
		}

		return {before, after};
	}

	/**
	The slot stays taken until {@link releaseSlot}.

	@throws {ControlError} `backend_not_found`
	*/
	remove(id: string): PoolMember {
		const member = this.get(id);
		this.#replace(this.#members.indexOf(member), 1);
		return member;
	}

	/** To be called once no worker counts in the slot any more. */
	releaseSlot(slot: number): void {
		this.#freeSlots.push(slot);
	}

	has(id: string): boolean {
		return this.#byId.has(id);
	}

	/** @throws {ControlError} `backend_not_found` */
	get(id: string): PoolMember {
		const member = this.#byId.get(id);
		if (member === undefined) {
			throw new ControlError('backend_not_found', `There is no backend "${id}" in the pool.`);
		}

		return member;
	}

	/** Why a weight is invalid; undefined if it is valid. */
	checkWeight(weight: number): ControlError | undefined {
		const problem = weightProblem(weight);
		return problem === undefined ? undefined : new ControlError('invalid_backend', problem);
	}

	#checkHealthCheck(healthCheck: HealthCheckOverrides = {}): ControlError | undefined {
		const refusal = this.#options.refuseHealthCheck(healthCheck);
		return refusal === undefined ? undefined : new ControlError('invalid_backend', `Its health check is invalid: ${refusal}.`);
	}

	#replace(index: number, count: number, ...members: readonly PoolMember[]): void {
		for (const {id, url} of this.#members.splice(index, count, ...members)) {
			this.#byId.delete(id);
			this.#byUrl.delete(url);
		}

		for (const member of members) {
			this.#byId.set(member.id, member);
			this.#byUrl.set(member.url, member);
		}

		this.#list = undefined;
		this.#version++;
	}
}

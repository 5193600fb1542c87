import {Drains} from '../../../../source/engines/control/pool/drains.js';
import {PoolCommands} from '../../../../source/engines/control/pool/pool-commands.js';
import {PoolRegistry} from '../../../../source/engines/control/pool/pool-registry.js';
import {UndoHistory} from '../../../../source/engines/control/pool/undo-history.js';
import type {Cause} from '../../../../source/model/actor.js';
import type {Backend} from '../../../../source/model/backend.js';
import type {UntimedEvent} from '../../../../source/model/event.js';
import {healthCheckProblem} from '../../../../source/model/health-check-settings.js';
import {usualTraffic} from '../../../helpers/usual-traffic.js';
import {usualWire} from '../../../helpers/usual-wire.js';
import {SimulatedClock} from '../health/simulated-clock.js';

/** Who gives the commands of these tests. */
export const byTest: Cause = {actor: {face: 'terminal'}, commandId: 'test'};

/** The commands of a pool without workers, in simulated time. */
export const startPool = async (urls: readonly string[] = [], onBackendRestored: (backend: Backend, cause: Cause) => void = () => undefined) => {
	const clock = new SimulatedClock();
	const inFlight = new Map<number, number>();
	const events: Array<UntimedEvent & Cause> = [];
	const cuts: number[] = [];
	const registry = new PoolRegistry({tuning: {policy: 'round-robin', traffic: usualTraffic, wire: usualWire}, refuseUrl: () => undefined, refuseHealthCheck: healthCheck => healthCheckProblem(healthCheck)});
	const inFlightOf = (slot: number): number => inFlight.get(slot) ?? 0;
	registry.changes.subscribe({
		onBackendRemoved({slot}) {
			registry.releaseSlot(slot);
		},
		onBackendRestored,
	});
	const undoHistory = new UndoHistory();
	const commands = new PoolCommands({
		registry,
		drains: new Drains({timeoutMs: () => 30_000, inFlight: inFlightOf, clock}),
		counters: {inFlight: inFlightOf},
		async publish() {},
		dataPlane: {
			cut(slot) {
				cuts.push(slot);
			},
		},
		undoHistory,
		emit(event, cause) {
			events.push({...event, ...cause});
		},
	});
	await Promise.all(urls.map(async url => commands.addInitial({url}, byTest)));
	return {
		clock,
		registry,
		commands,
		undoHistory,
		events,
		cuts,
		/** Says how much a backend has in flight. */
		carry(id: string, count: number) {
			inFlight.set(registry.get(id).slot, count);
		},
		/** The pool in short: `a:1 b:3:draining`. */
		pool: () => registry.members.map(({url, weight, state}) => `${url.slice('http://'.length)}:${weight}${state === 'active' ? '' : `:${state}`}`).join(' '),
	};
};

import {isDeepStrictEqual} from 'node:util';
import {healthCheckProblem} from '../../model/health-check-settings.js';
import {NameBook} from '../../model/name-book.js';
import {CounterReader} from '../shared-memory/counter-reader.js';
import {HealthCells} from '../shared-memory/health-cells.js';
import {allocateSharedMemory} from '../shared-memory/layout.js';
import {SharedCursor} from '../shared-memory/shared-cursor.js';
import {steadyNow} from '../../model/steady-clock.js';
import type {Tuning} from '../../model/tuning.js';
import {ActivityCounts} from './status/activity-counts.js';
import type {DataPlane} from './data-plane.js';
import type {Addresses} from './addresses.js';
import {BackendWatch} from './backend-watch.js';
import {Discovery} from './discovery/discovery.js';
import {createLookup} from './discovery/lookup.js';
import {NameCommands} from './discovery/name-commands.js';
import {Drains} from './pool/drains.js';
import type {EngineOptions} from './engine-options.js';
import type {Events} from './events.js';
import {createHttpProbe} from './health/probe.js';
import {Exchanges} from './exchanges.js';
import {TrafficHistory} from './history/traffic-history.js';
import {LogReader} from './log-reader.js';
import {NameLookups} from './discovery/name-lookups.js';
import {PoolCommands} from './pool/pool-commands.js';
import {PoolRegistry} from './pool/pool-registry.js';
import {publicBackend} from './pool/public-backend.js';
import {SlotRecycler} from './pool/slot-recycler.js';
import {StatusBoard} from './status/status-board.js';
import {TrafficWatch} from './traffic/traffic-watch.js';
import {UndoHistory} from './pool/undo-history.js';

/** The parts of the control plane, each of which knows only what it needs of the others. */
export type ControlPlane = {
	readonly activity: ActivityCounts;
	readonly registry: PoolRegistry;
	readonly watch: BackendWatch;
	readonly trafficWatch: TrafficWatch;
	readonly board: StatusBoard;
	readonly history: TrafficHistory;
	readonly dataPlane: DataPlane;
	readonly log: LogReader;
	readonly exchanges: Exchanges;
	readonly drains: Drains;
	readonly commands: PoolCommands;
	readonly recycler: SlotRecycler;
	readonly discovery: Discovery;
	readonly nameCommands: NameCommands;
	readonly undoHistory: UndoHistory;
	/** Resolves once every worker acts on the pool as it is. Changes that are made at once reach the workers at once. */
	readonly publish: () => Promise<void>;
	/** Goes on with other settings; resolves once every worker does. */
	readonly tune: (tuning: Tuning) => Promise<void>;
};

/** Makes the parts and joins them. Nothing runs yet. */
export const createControlPlane = (options: EngineOptions, addresses: Addresses, events: Events): ControlPlane => {
	let {tuning} = options;
	const memory = allocateSharedMemory(options.threads);
	const cells = new HealthCells(memory);
	const counters = new CounterReader(memory);
	const registry = new PoolRegistry({
		tuning,
		refuseUrl: url => addresses.refuse(url),
		refuseHealthCheck: healthCheck => healthCheckProblem({...tuning.health, ...healthCheck}),
	});
	const activity = new ActivityCounts(counters);
	events.subscribe(event => {
		activity.onEvent(event);
	});
	const emit = events.emit.bind(events);
	const inFlight = (slot: number): number => counters.inFlight(slot);
	const cut = (slot: number): void => {
		dataPlane.cut(slot);
	};

	const onReturning = (slot: number): void => {
		trafficWatch.begin(slot);
	};

	let publishing: Promise<void> | undefined;
	const publish = async (): Promise<void> => {
		publishing ??= (async () => {
			await Promise.resolve();
			publishing = undefined;
			await dataPlane.apply(registry.snapshot());
		})();
		await publishing;
	};

	const trafficWatch: TrafficWatch = new TrafficWatch({
		memory,
		counters,
		cells,
		outliers: () => tuning.outliers,
		slowStartMs: () => tuning.slowStartMs,
		members: () => registry.members,
		isPanic: () => board.serving(registry.members).isPanic,
		emit,
	});
	const names = new NameBook(name => {
		lookups.want(name);
	});
	const lookups = new NameLookups({
		onAnswer(name, answer) {
			names.take(name, answer);
			dataPlane.tellName(name, answer);
		},
	});
	const watch = new BackendWatch({
		settings: () => tuning.health,
		probe: createHttpProbe(options.version, options.backendTls, names),
		cells,
		onReturning,
		onCheck(id, check) {
			if (registry.has(id)) {
				activity.onCheck(registry.get(id).url, check);
			}
		},
		onTransition(id, from, to, reason, hint) {
			// One that is being removed is watched until every worker knows that it has gone.
			if (registry.has(id)) {
				emit({
					type: 'health-changed', backend: publicBackend(registry.get(id)), from, to, reason, ...(hint !== undefined && {hint}),
				});
			}
		},
	});
	const drains = new Drains({
		timeoutMs: () => tuning.drainTimeoutMs,
		hasSessions: () => tuning.traffic.sessionKey !== undefined,
		inFlight,
	});
	const board: StatusBoard = new StatusBoard({
		counters,
		cells,
		cursor: new SharedCursor(memory),
		healthDetails: id => watch.details(id),
		ejection: id => trafficWatch.ejection(id),
		panicThreshold: () => tuning.traffic.panicThreshold ?? 0,
		drainDetails(id) {
			const drainEndsAt = drains.endsAt(id);
			return {
				...(drainEndsAt !== undefined && {drainEndsAt}),
				...(commands.isBeingRemoved(id) && {isBeingRemoved: true}),
			};
		},
	});
	events.subscribe(event => {
		if (event.type === 'state-changed') {
			board.stateChanged(event.backend.id, steadyNow());
		}
	});
	const history = new TrafficHistory(counters, steadyNow());
	const dataPlane = options.createDataPlane({
		host: options.host,
		sharedMemory: memory,
		snapshot: () => registry.snapshot(),
		names: () => names.known(),
		events: {
			onBackendFailed(id, reason) {
				watch.reportFailure(id, reason);
			},
			onBackendAnswered(id, status) {
				watch.reportAnswer(id, status);
			},
			onLookUp(name) {
				lookups.want(name);
			},
			onAccessLogDropped(count, reason = 'the log\'s reader or disk is too slow or gone') {
				emit({type: 'warning', message: `${count} access log lines were lost: ${reason}.`});
			},
			onWorkerRestarted(worker, reason) {
				log.forgetWorker(worker);
				emit({type: 'worker-restarted', worker, reason});
			},
		},
	});
	const log = new LogReader(async (after, limit) => dataPlane.readLogs(after, limit));
	const exchanges = new Exchanges(log, dataPlane);
	const recycler = new SlotRecycler({
		counters,
		timeoutMs: () => tuning.drainTimeoutMs,
		cut,
		keep(slots) {
			activity.keep(slots);
		},
		release(slot) {
			trafficWatch.clearSlot(slot);
			registry.releaseSlot(slot);
		},
	});
	const undoHistory = new UndoHistory();
	const commands: PoolCommands = new PoolCommands({
		registry,
		drains,
		inFlight,
		cut,
		publish,
		onAdded(member) {
			activity.add(member.slot, member.url);
			watch.add(member);
			board.add(member);
			history.add(member, steadyNow());
		},
		onReturning,
		onHealthCheckChanged(member) {
			watch.change(member);
		},
		onRemoved(member) {
			trafficWatch.remove(member);
			watch.remove(member.id);
			board.remove(member.id);
			history.remove(member.id);
			recycler.add(member.slot);
		},
		onRestored(backend) {
			discovery.onRestored(backend);
		},
		undoHistory,
		emit,
	});
	const discovery: Discovery = new Discovery({
		lookup: createLookup(options.dnsServer),
		members: () => registry.members,
		add: async backend => commands.addDiscovered(backend),
		remove: async id => commands.removeDiscovered(id),
		keep: async (id, weight) => commands.keepDiscovered(id, weight),
		changeWeight: async (id, weight) => commands.changeDiscovered(id, {weight}),
		onForgotten(url) {
			emit({type: 'name-removed', url});
		},
		onWeightChanged(url, from, to) {
			emit({type: 'name-changed', url, from, to});
		},
		onWarning(message) {
			emit({type: 'warning', message});
		},
	});
	const nameCommands = new NameCommands({discovery, registry, commands, undoHistory});

	const tune = async (next: Tuning): Promise<void> => {
		const before = tuning;
		tuning = next;
		registry.configure(next);
		if (!isDeepStrictEqual(before.health, next.health)) {
			for (const member of registry.members) {
				watch.change(member);
			}
		}

		await publish();
	};

	return {
		activity, registry, watch, trafficWatch, board, history, dataPlane, log, exchanges, drains, commands, recycler, discovery, nameCommands, undoHistory, publish, tune,
	};
};

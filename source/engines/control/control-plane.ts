import {isDeepStrictEqual} from 'node:util';
import {byProxy} from '../../model/actor.js';
import type {UntimedEvent} from '../../model/event.js';
import {healthCheckProblem} from '../../model/health-check-settings.js';
import {DnsCache} from '../../model/dns-cache.js';
import {CounterReader} from '../shared-memory/counter-reader.js';
import {HealthCells} from '../shared-memory/health-cells.js';
import {allocateSharedMemory} from '../shared-memory/memory-layout.js';
import {SharedCursor} from '../shared-memory/shared-cursor.js';
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
import {EntryCommands} from './entry-commands.js';
import {Exchanges} from './exchanges.js';
import {TrafficHistory} from './history/traffic-history.js';
import {LogReader} from './log-reader.js';
import {OpenReader} from './open-reader.js';
import {NameLookups} from './discovery/name-lookups.js';
import {PoolCommands} from './pool/pool-commands.js';
import {PoolRegistry} from './pool/pool-registry.js';
import {snapshotPublisher} from './pool/snapshot-publisher.js';
import {SlotRecycler} from './pool/slot-recycler.js';
import {StatusBoard} from './status/status-board.js';
import {TopReader} from './top-reader.js';
import {TrafficWatch} from './traffic/traffic-watch.js';
import {UndoHistory} from './pool/undo-history.js';

/** The parts of the control plane; each knows only what it needs of the others. */
export type ControlPlane = {
	readonly activity: ActivityCounts;
	readonly registry: PoolRegistry;
	readonly watch: BackendWatch;
	readonly trafficWatch: TrafficWatch;
	readonly board: StatusBoard;
	readonly history: TrafficHistory;
	readonly dataPlane: DataPlane;
	readonly log: LogReader;
	readonly open: OpenReader;
	readonly top: TopReader;
	readonly exchanges: Exchanges;
	readonly drains: Drains;
	readonly entries: EntryCommands;
	readonly recycler: SlotRecycler;
	readonly discovery: Discovery;
	readonly undoHistory: UndoHistory;
	/** Applies other settings; resolves once every worker has. */
	readonly tune: (tuning: Tuning) => Promise<void>;
	/** Follows the certificates from now on, until they are stopped. */
	readonly serveTls: () => void;
};

/** Creates and connects the parts. Nothing runs yet. */
export const createControlPlane = (options: EngineOptions, addresses: Addresses, events: Events): ControlPlane => {
	let {tuning} = options;
	const memory = allocateSharedMemory(options.threads);
	const cells = new HealthCells(memory);
	const counters = new CounterReader(memory);
	const emit = events.emit.bind(events);
	const observe = (event: UntimedEvent): void => {
		emit(event, byProxy);
	};

	const registry = new PoolRegistry({
		tuning,
		refuseUrl: url => addresses.refuse(url),
		refuseHealthCheck: healthCheck => healthCheckProblem({...tuning.health, ...healthCheck}),
	});
	const activity = new ActivityCounts(counters);
	const history = new TrafficHistory(counters);
	const trafficWatch: TrafficWatch = new TrafficWatch({
		memory,
		counters,
		cells,
		outliers: () => tuning.outliers,
		slowStartMs: () => tuning.slowStartMs,
		members: () => registry.members,
		isPanic: () => board.serving(registry.members).isPanic,
		emit: observe,
	});
	const names = new DnsCache(name => {
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
		probe: createHttpProbe(options.version, options.transport, names),
		cells,
		registry,
		emit: observe,
	});
	const drains = new Drains({
		timeoutMs: () => tuning.drainTimeoutMs,
		hasSessions: () => tuning.traffic.sessionKey !== undefined,
		inFlight: slot => counters.inFlight(slot),
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
			onAccessLogDropped(lines, reason) {
				observe({type: 'warning', warning: {type: 'access-log-lost', lines, ...(reason !== undefined && {reason})}});
			},
			onWorkerRestarted(worker, reason) {
				log.forgetWorker(worker);
				observe({type: 'worker-restarted', worker, reason});
			},
		},
	});
	const log = new LogReader(dataPlane);
	const open = new OpenReader(dataPlane);
	const top = new TopReader(log, dataPlane);
	const exchanges = new Exchanges(log, dataPlane);
	const recycler = new SlotRecycler({registry, counters, dataPlane, timeoutMs: () => tuning.drainTimeoutMs});
	const undoHistory = new UndoHistory();
	const publish = snapshotPublisher(registry, dataPlane);
	const commands: PoolCommands = new PoolCommands({registry, drains, counters, dataPlane, publish, undoHistory, emit});
	const discovery = new Discovery({lookup: createLookup(options.dnsServer), registry, commands, emit});
	const nameCommands = new NameCommands({discovery, registry, commands, undoHistory});
	const entries = new EntryCommands({registry, commands, discovery, nameCommands});
	// First, so that events are counted before other subscribers see them.
	events.subscribe(event => {
		activity.onEvent(event);
	});
	const {certificates} = options;
	if (certificates) {
		registry.setTls(certificates.tls);
	}

	// A slot is released last, when nothing of its backend is left.
	registry.changes.subscribe(activity, trafficWatch, watch, board, history, discovery, recycler);

	const tune = async (next: Tuning): Promise<void> => {
		const before = tuning;
		tuning = next;
		registry.configure(next);
		if (!isDeepStrictEqual(before.health, next.health)) {
			for (const member of registry.members) {
				registry.changes.tell('onHealthCheckChanged', member);
			}
		}

		await publish();
	};

	const serveTls = (): void => {
		certificates?.start({
			async apply(tls) {
				registry.setTls(tls);
				await publish();
			},
			emit: observe,
		});
	};

	return {
		activity, registry, watch, trafficWatch, board, history, dataPlane, log, open, top, exchanges, drains, entries, recycler, discovery, undoHistory, tune, serveTls,
	};
};

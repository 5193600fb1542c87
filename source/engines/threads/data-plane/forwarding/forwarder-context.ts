import type {HealthFailure} from '../../../../model/health-failure.js';
import type {DnsCache} from '../../../../model/dns-cache.js';
import type {PoolMember, TrafficSettings} from '../../../../model/pool.js';
import type {Dispatcher} from '../dispatcher.js';
import type {HeaderRewriting} from '../headers/header-rewriting.js';
import type {Tunnels} from '../upgrades/tunnels.js';
import type {BackendAgents} from './backend-agents.js';
import type {PrivateConnections} from './private-connections.js';

/** Shared by all forwardings of a worker. */
export type ForwarderContext = {
	readonly dispatcher: Dispatcher;
	readonly agents: BackendAgents;
	readonly names: DnsCache;
	readonly privateConnections: PrivateConnections;
	readonly tunnels: Tunnels;
	readonly changes: HeaderRewriting;
	/** Of this proxy in `Via`. */
	readonly pseudonym: string;
	/** Of a request body; undefined for no limit. */
	readonly maxBodyBytes: number | undefined;
	/** Of the head of a response. */
	readonly maxResponseHeaderBytes: number;
	readonly traffic: () => TrafficSettings;
	/** A request could not connect to a backend. */
	readonly onUnreachable: (backend: PoolMember, reason: string, failure: HealthFailure) => void;
};

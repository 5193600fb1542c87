import type {BackendTransport} from '../../../../model/backend-transport.js';
import type {LaneContext} from '../lane-context.js';
import type {Tunnels} from '../upgrades/tunnels.js';
import type {BackendAgents} from './backend-agents.js';
import type {ForClients} from './for-clients.js';
import type {PrivateConnections} from './private-connections.js';

/** Shared by all forwardings of a worker. */
export type ForwarderContext = LaneContext & {
	readonly agents: ForClients<BackendAgents>;
	readonly transport: BackendTransport;
	readonly privateConnections: PrivateConnections;
	readonly tunnels: Tunnels;
};

import type {HealthFailure} from '../../../model/health-failure.js';
import type {BackendTransport} from '../../../model/backend-transport.js';
import type {DnsCache} from '../../../model/dns-cache.js';
import type {PoolMember, PoolSnapshot} from '../../../model/pool.js';
import type {Stripe} from '../../shared-memory/stripe.js';
import type {AccessLog} from './access-log/access-log.js';
import type {Admission} from './admission/admission.js';
import type {Balancer} from './balancer/balancer.js';
import type {Dispatcher} from './dispatcher.js';
import type {Exchange} from './exchange.js';
import type {LiveExchanges} from './recording/live-exchanges.js';

/** Shared by both lanes. */
export type LaneParts = {
	readonly stripe: Stripe;
	readonly log: AccessLog;
	readonly admission: Admission;
	readonly balancer: Balancer;
	readonly dispatcher: Dispatcher;
	readonly live: LiveExchanges;
	readonly names: DnsCache;
	readonly transport: BackendTransport;
	/** Unique id of this process. */
	readonly instance: string;
	readonly snapshot: () => PoolSnapshot;
	/** Whether the backend is to blame for a client that leaves after this wait for a response. */
	readonly isTooLong: (waitedMs: number, exchange: Exchange) => boolean;
	/** Traffic could not connect to a backend. */
	readonly onUnreachable: (backend: PoolMember, reason: string, failure: HealthFailure) => void;
};

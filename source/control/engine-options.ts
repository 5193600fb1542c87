import type {BackendTls} from '../model/backend-tls.js';
import type {ForwardingSettings} from '../model/forwarding.js';
import type {HealthCheckSettings} from '../model/health-check-settings.js';
import type {AccessLogTarget, ClientConnectionSettings} from '../model/messages.js';
import type {Policy, TrafficSettings} from '../model/pool.js';
import type {OutlierSettings} from './outliers/outlier-rule.js';

/** What an engine is made with. Times in milliseconds. */
export type EngineOptions = {
	/** All interfaces if undefined. */
	readonly host: string | undefined;
	/** 0 picks a free one. */
	readonly port: number;
	readonly threads: number;
	readonly policy: Policy;
	readonly traffic: TrafficSettings;
	/** How long a backend may drain. */
	readonly drainTimeoutMs: number;
	readonly health: HealthCheckSettings;
	readonly outliers: OutlierSettings;
	/** Until a backend that comes gets its full share. */
	readonly slowStartMs: number;
	readonly clientConnections: ClientConnectionSettings;
	readonly backendTls: BackendTls;
	readonly forwarding: ForwardingSettings;
	readonly accessLog: AccessLogTarget;
	/** Address and port of the DNS server that is asked for names; the system's if undefined. */
	readonly dnsServer?: string | undefined;
	/** What the health checks say they are. */
	readonly version: string;
};

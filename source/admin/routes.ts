import type {Route} from './route.js';
import {backendRoutes} from './routes/backend.js';
import {backendsRoutes} from './routes/backends.js';
import {certificatesRoutes} from './routes/certificates.js';
import {eventsRoutes} from './routes/events.js';
import {historyRoutes} from './routes/history.js';
import {metricsRoutes} from './routes/metrics.js';
import {openapiRoutes} from './routes/openapi.js';
import {pageRoutes} from './routes/page.js';
import {poolRoutes} from './routes/pool.js';
import {probeRoutes} from './routes/probes.js';
import {requestsRoutes} from './routes/requests.js';
import {settingsRoutes} from './routes/settings.js';
import {statusRoutes} from './routes/status.js';
import {topRoutes} from './routes/top.js';
import {undoRoutes} from './routes/undo.js';

/** All routes, in the order of the readme. */
export const routes: readonly Route[] = [
	...statusRoutes,
	...backendsRoutes,
	...backendRoutes,
	...poolRoutes,
	...undoRoutes,
	...settingsRoutes,
	...requestsRoutes,
	...topRoutes,
	...historyRoutes,
	...certificatesRoutes,
	...eventsRoutes,
	...probeRoutes,
	...metricsRoutes,
	...openapiRoutes,
	...pageRoutes,
];

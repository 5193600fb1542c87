import {connectionsWithin, openFileLimit} from '../config/open-files.js';
import {settingsFor, type Settings} from '../config/settings.js';
import type {Tuning} from '../model/tuning.js';
import type {AccessLogTarget} from '../model/wire-settings.js';

/** The error rate of fewer requests means nothing. */
const leastForShare = 20;
const longestEjection = 10;

/** The engine's options from the settings. */
export const tuningOf = (settings: Settings, accessLog: AccessLogTarget, sessionKey: string): Tuning => ({
	policy: settings.policy,
	traffic: {
		...settingsFor('traffic', settings),
		sessionKey: settings.sticky === 'cookie' ? sessionKey : undefined,
		captureBytes: settings.capture,
	},
	wire: {
		clientConnections: {
			...settingsFor('clientConnections', settings),
			...connectionsWithin(openFileLimit(), settings),
			http2: settings.http2 === 'on',
			h2c: settings.h2c,
		},
		forwarding: {
			...settingsFor('forwarding', settings),
			clientAuth: settings.clientCa === undefined ? undefined : settings.clientAuth,
			startsTraces: settings.traceparent === 'start',
			maxBodyBytes: settings.maxBody === 0 ? undefined : settings.maxBody,
			maxResponseHeaderBytes: settings.maxResponseHeader,
			requestHeaders: settings.requestHeader,
			responseHeaders: settings.responseHeader,
		},
		fastLane: settings.fastLane === 'on',
		accessLog: {target: accessLog, format: settings.accessLogFormat, redact: settings.redact},
	},
	drainTimeoutMs: settings.drainTimeoutMs,
	outliers: {
		consecutive: settings.ejectConsecutive,
		errorShare: settings.ejectErrorShare,
		windowMs: settings.ejectWindowMs,
		minRequests: leastForShare,
		ejectMs: settings.ejectTimeMs,
		maxEjectMs: settings.ejectTimeMs * longestEjection,
	},
	slowStartMs: settings.slowStartMs,
	health: {
		path: settings.healthPath,
		method: settings.healthMethod,
		expected: settings.healthStatus,
		...(settings.healthBody !== undefined && {body: settings.healthBody}),
		grpc: settings.healthGrpc,
		headers: settings.healthHeader,
		rise: settings.healthRise,
		fall: settings.healthFall,
		intervalMs: settings.healthIntervalMs,
		timeoutMs: settings.healthTimeoutMs,
	},
});

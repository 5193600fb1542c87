import {connectionsWithin, openFileLimit} from '../config/open-files.js';
import type {Settings} from '../config/settings.js';
import type {Tuning} from '../model/tuning.js';
import type {AccessLogTarget} from '../model/wire-settings.js';

/** The error rate of fewer requests means nothing. */
const leastForShare = 20;
const longestEjection = 10;

/** The engine's options from the settings. */
export const tuningOf = (settings: Settings, accessLog: AccessLogTarget, sessionKey: string): Tuning => ({
	policy: settings.policy,
	traffic: {
		panicThreshold: settings.panicThreshold,
		sessionKey: settings.sticky === 'cookie' ? sessionKey : undefined,
		captureBytes: settings.capture,
		ejectTimeouts: settings.ejectTimeouts,
		rateLimit: settings.rateLimit,
		rateLimitBy: settings.rateLimitBy,
		retries: settings.retries,
		maxBackendConnections: settings.maxBackendConnections,
		maxQueue: settings.maxQueue,
		queueTimeoutMs: settings.queueTimeoutMs,
		waitForBackendMs: settings.waitForBackendMs,
		connectTimeoutMs: settings.connectTimeoutMs,
		responseTimeoutMs: settings.responseTimeoutMs,
		idleTimeoutMs: settings.idleTimeoutMs,
		tunnelIdleTimeoutMs: settings.tunnelIdleTimeoutMs,
	},
	wire: {
		clientConnections: {
			headerTimeoutMs: settings.headerTimeoutMs,
			keepAliveTimeoutMs: settings.keepAliveTimeoutMs,
			...connectionsWithin(openFileLimit(), settings),
		},
		forwarding: {
			trustProxy: settings.trustProxy,
			forwarded: settings.forwarded,
			startsTraces: settings.traceparent === 'start',
			changeOrigin: settings.changeOrigin,
			rewriteHost: settings.rewriteHost,
			stripPrefix: settings.stripPrefix,
			maxBodyBytes: settings.maxBody === 0 ? undefined : settings.maxBody,
			maxResponseHeaderBytes: settings.maxResponseHeader,
			requestHeaders: settings.requestHeader,
			responseHeaders: settings.responseHeader,
		},
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
		headers: settings.healthHeader,
		rise: settings.healthRise,
		fall: settings.healthFall,
		intervalMs: settings.healthIntervalMs,
		timeoutMs: settings.healthTimeoutMs,
	},
});

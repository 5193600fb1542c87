import type {ForwardingSettings} from '../../source/model/forwarding.js';
import type {WireSettings} from '../../source/model/wire-settings.js';

/** No rewriting. */
export const plainForwarding: ForwardingSettings = {
	trustProxy: [],
	forwarded: false,
	startsTraces: false,
	changeOrigin: false,
	rewriteHost: undefined,
	redirectHttps: false,
	clientAuth: undefined,
	hstsMs: 0,
	stripPrefix: undefined,
	maxBodyBytes: undefined,
	maxResponseHeaderBytes: 64 * 1024,
	requestHeaders: [],
	responseHeaders: [],
};

/** What the defaults are, without an access log. */
export const usualWire: WireSettings = {
	clientConnections: {headerTimeoutMs: 10_000, keepAliveTimeoutMs: 75_000, maxConnections: 10_000, maxWaiting: 1024, http2: true, h2c: false, acceptProxy: []},
	forwarding: plainForwarding,
	fastLane: false,
	accessLog: {target: {kind: 'off'}, format: 'json', redact: []},
};

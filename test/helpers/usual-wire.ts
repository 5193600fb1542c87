import {plainForwarding} from '../../source/model/forwarding.js';
import type {WireSettings} from '../../source/model/wire-settings.js';

/** What the defaults are, without an access log. */
export const usualWire: WireSettings = {
	clientConnections: {headerTimeoutMs: 10_000, keepAliveTimeoutMs: 75_000, maxConnections: 10_000, maxWaiting: 1024},
	forwarding: plainForwarding,
	fastLane: false,
	accessLog: {target: {kind: 'off'}, format: 'json', redact: []},
};

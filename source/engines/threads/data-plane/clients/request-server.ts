import type {Server} from 'node:http';
import {http} from '../../../../node-http/http.js';
import {ignoreUpgrades} from '../../../../node-http/ignore-upgrades.js';
import {maxHeaderBytes, maxHeaderFields} from '../admission/request-limits.js';
import {forwardableProtocol} from '../upgrades/upgrade-protocol.js';

/** How often connections are checked for the header timeout. */
const longestCheckIntervalMs = 1000;
const checksInHeaderTime = 4;

/** Makes a server that parses requests strictly, and leaves to admission what that can refuse more precisely. */
export const createRequestServer = (headerTimeoutMs: number): Server => {
	const server = http.createServer({
		// An upload may take any time; stalls are found by the idle timeout.
		requestTimeout: 0,
		connectionsCheckingInterval: Math.min(Math.ceil(headerTimeoutMs / checksInHeaderTime), longestCheckIntervalMs),
		noDelay: true,
		maxHeaderSize: maxHeaderBytes,
		// Regardless of the environment: a request that is parsed leniently here may mean something else to a backend.
		insecureHTTPParser: false,
		requireHostHeader: false,
		shouldUpgradeCallback: request => forwardableProtocol(request) !== undefined,
	});
	if (!('shouldUpgradeCallback' in server)) {
		ignoreUpgrades(server, request => forwardableProtocol(request) === undefined);
	}

	// Node silently drops fields above this count; one more than the limit shows that it was exceeded.
	server.maxHeadersCount = maxHeaderFields + 1;
	return server;
};

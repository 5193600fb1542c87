import type {IncomingMessage, Server} from 'node:http';
import type {Socket} from 'node:net';

/** Undocumented: the parser of a connection. */
type ParsedSocket = Socket & {
	readonly parser: {onIncoming: (request: IncomingMessage & {upgrade?: boolean}, shouldKeepAlive: boolean) => number};
};

/** Whether Node emits the request as an upgrade with its raw connection. Undocumented. */
export const isTaken = (request: IncomingMessage & {readonly upgrade?: boolean}): boolean => request.upgrade === true;

/**
Makes a server treat some upgrade requests as ordinary ones. Before 22.21 and 24.9, Node lacks the option `shouldUpgradeCallback`
and emits all of them as upgrades once there is a listener.

@param server
@param isIgnored - Not called for `CONNECT`.
*/
export const ignoreUpgrades = (server: Server, isIgnored: (request: IncomingMessage) => boolean): void => {
	server.on('connection', socket => {
		const {parser} = socket as ParsedSocket;
		const {onIncoming} = parser;
		parser.onIncoming = (request, shouldKeepAlive) => {
			if (request.upgrade === true && request.method !== 'CONNECT' && isIgnored(request)) {
				request.upgrade = false;
			}

			return onIncoming(request, shouldKeepAlive);
		};
	});
};

import type {IncomingMessage, Server} from 'node:http';
import type {Socket} from 'node:net';

/** Node's own name for the parser of a connection. */
type ParsedSocket = Socket & {
	readonly parser: {onIncoming: (request: IncomingMessage & {upgrade?: boolean}, shouldKeepAlive: boolean) => number};
};

/** Whether Node hands the connection over with a request, since another protocol may follow. It has no documented name for that. */
export const isTaken = (request: IncomingMessage & {readonly upgrade?: boolean}): boolean => request.upgrade === true;

/**
Has a server ignore some requests for other protocols and answer them in HTTP/1.1. Before 22.21 and 24.9, Node lacks its option
`shouldUpgradeCallback` and hands all of them over as soon as there is a listener for upgrades.

@param server
@param isIgnored - Not asked about `CONNECT`, which has no other meaning.
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

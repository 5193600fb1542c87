import {localReplies, type LocalReply} from '../local-reply.js';
import type {RequestHead} from './request-head.js';

const httpPort = 80;
const httpsPort = 443;

const namesPort = (authority: string): boolean => /:\d+$/v.test(authority);

/**
Sends a client to HTTPS, with method, path and query (RFC 9110 §15.4.9).

@param head - As it is forwarded.
@param host - The authority that the client has asked.
@param tlsPort - Of this proxy.
*/
export const httpsRedirect = ({peer, target}: Pick<RequestHead, 'peer' | 'target'>, host: string, tlsPort: number): LocalReply => {
	// Where a client has reached another port than this proxy's by the usual one, ports are mapped in front, and that of HTTPS as well.
	const isMapped = !namesPort(host) && peer.port !== httpPort;
	const port = isMapped || tlsPort === httpsPort ? '' : `:${tlsPort}`;
	return {
		...localReplies.httpsRequired,
		fields: ['Location', `https://${host.replace(/:\d*$/v, '')}${port}${target === '*' ? '/' : target}`],
	};
};

import type {IncomingMessage, ServerResponse} from 'node:http';
import {createProxyServer} from 'http-proxy';

/** The part of http-proxy's passes that sends a request; the others would change it. */
const sendingPass = 'stream';

const createHttpProxy = () => {
	const server = createProxyServer({
		selfHandleResponse: true,
		prependPath: false,
		// Both keep http-proxy from parsing the request target, which it would alter or throw on.
		toProxy: true,
		ignorePath: true,
	});
	const passes = server as unknown as {webPasses: Array<{readonly name: string}>};
	/*
	One of them would take the framing off a chunked DELETE or OPTIONS, so that its body became a request of its own. The
	others set headers and timeouts that are set elsewhere.
	*/
	passes.webPasses = passes.webPasses.filter(({name}) => name === sendingPass);
	if (passes.webPasses.length !== 1) {
		throw new Error('http-proxy has changed how it sends requests.');
	}

	// Every failure is seen on the upstream request itself; without a listener, http-proxy would throw.
	return server.on('error', () => {});
};

/** Sends requests to backends for all exchanges of this worker. */
export const httpProxy = createHttpProxy();

/**
Takes off what http-proxy has just begun to listen for, up to the end of the whole exchange: one that waits for a backend makes any
number of tries. To be called right after `web`.
*/
export const listenNoLonger = (request: IncomingMessage, response: ServerResponse): void => {
	for (const [emitter, event] of [[request, 'error'], [response, 'close']] as const) {
		emitter.off(event, emitter.listeners(event).at(-1) as () => void);
	}
};

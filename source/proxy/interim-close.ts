import type {Socket} from 'node:net';

/** Node's own parser of what comes on a connection. */
type ResponseParser = {
	initialize(type: number, resource: object, maxHeaderBytes: number, leniency: number): void;
	readonly constructor: {readonly RESPONSE: number; readonly kLenientKeepAlive: number};
};

type ParsedSocket = Socket & {readonly parser?: ResponseParser | null};

/** As much as Node takes by default. */
const usualHeaderBytes = 0;

/**
Has a backend's connection read on after an interim response with `Connection: close`: the answer is still to come. Node's
parser would take it for bytes behind the last message. Those behind an answer that says so are passed on to nobody all the
same, since the connection is not used again. To be called once a request has been given the connection.
*/
export const readPastInterimClose = ({parser}: ParsedSocket): void => {
	if (parser) {
		const {RESPONSE: type, kLenientKeepAlive: leniency} = parser.constructor;
		parser.initialize(type, {}, usualHeaderBytes, leniency);
	}
};

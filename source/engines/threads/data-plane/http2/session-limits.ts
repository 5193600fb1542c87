import type {ServerOptions} from 'node:http2';
import {maxHeaderBytes, maxHeaderFields} from '../admission/request-limits.js';

/** What a client may send ahead on a stream, and on all streams of a connection together: the most that waits in memory. */
const streamWindowBytes = 256 * 1024;
export const sessionWindowBytes = 1024 * 1024;
/** RFC 9113 §6.5.2 recommends at least 100. */
const maxStreams = 128;
/** Cookies may come in a field each, which are counted as one (RFC 9113 §8.2.3). More than these are reset instead of answered. */
const maxListedFields = 2 * maxHeaderFields;
/** Twice what is accepted, so that a larger head is answered; one beyond this is reset. */
const maxListBytes = 2 * maxHeaderBytes;
/** Streams that a client may cancel at once, and per second (CVE-2023-44487). */
const cancelBurst = 2 * maxStreams;
const cancelsPerSecond = 33;
/** Larger than any head of a backend. */
const maxResponseBlockBytes = 4 * 1024 * 1024;

/** The bounds of one HTTP/2 connection. */
export const sessionOptions: ServerOptions = {
	maxHeaderListPairs: maxListedFields,
	maxSendHeaderBlockLength: maxResponseBlockBytes,
	streamResetBurst: cancelBurst,
	streamResetRate: cancelsPerSecond,
	settings: {
		maxConcurrentStreams: maxStreams,
		initialWindowSize: streamWindowBytes,
		maxHeaderListSize: maxListBytes,
		enablePush: false,
		enableConnectProtocol: true,
	},
};

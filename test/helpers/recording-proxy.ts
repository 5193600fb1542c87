import assert from 'node:assert/strict';
import {recordRequests} from './recording-script.js';
import {shareProxy} from './shared-proxy.js';
import type {StrictRequest} from './strict-request.js';

/** A shared proxy whose backend keeps what it gets; to be stopped by the test file. */
export const shareRecordingProxy = async (flags: readonly string[] = []) => {
	const recording = recordRequests();
	const shared = await shareProxy(flags);
	return {
		...shared,
		recording,
		/** Sends a request with these fields, and returns what the backend got. */
		async forward(...fields: readonly string[]): Promise<StrictRequest> {
			const client = await shared.proxy.connect();
			client.send(['GET /x HTTP/1.1', 'Host: a.example:81', ...fields, '', ''].join('\r\n'));
			assert.equal((await client.response()).status, 200);
			client.socket.destroy();
			return recording.requests.pop()!;
		},
	};
};

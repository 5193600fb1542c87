import {setTimeout as delay} from 'node:timers/promises';
import {AcmeError} from './acme-error.js';
import type {Reply} from './acme-session.js';

const firstPauseMs = 250;
const longestPauseMs = 10_000;
const limitMs = 180_000;

/**
Asks until a resource is in a final state, as often as the authority wants (RFC 8555 §7.5.1).

@throws {AcmeError} When it takes too long.
*/
export const pollUntil = async <Resource>(ask: () => Promise<Reply<Resource>>, isFinal: (resource: Resource) => boolean, signal: AbortSignal): Promise<Resource> => {
	const deadline = performance.now() + limitMs;
	/* eslint-disable no-await-in-loop -- One question after the other. */
	for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
		const {resource, retryAfterMs = pauseMs} = await ask();
		if (isFinal(resource)) {
			return resource;
		}

		const waitMs = Math.max(retryAfterMs, firstPauseMs);
		if (performance.now() + waitMs > deadline) {
			throw new AcmeError(`The authority has not come to a result within ${limitMs / 60_000} minutes`, {retryAfterMs: waitMs});
		}

		await delay(waitMs, undefined, {signal});
	}
	/* eslint-enable no-await-in-loop */
};

import {onceEach} from '../model/once-each.js';
import type {BackendStatus, Status} from '../model/status.js';
import {steadyNow} from '../model/steady-clock.js';
import {backendWire} from '../wire/backend.js';
import {statusWire} from '../wire/status.js';

/** Of one backend alone more are told; of thousands they would be most of the text. */
const listedChecks = 10;

/** A backend of which nothing has changed is told by the same object as before, so its text is still right. */
const backendToText = onceEach((backend: BackendStatus) =>
	JSON.stringify(backendWire.encode({...backend, checks: (backend.checks ?? []).slice(-listedChecks)})));

/** All in one go: of ten thousand backends it is some ten megabytes, and each further step would copy them once more. */
const joined = (backends: readonly BackendStatus[], end: string): string => {
	const parts = backends.map(backend => backendToText(backend));
	parts[0] = `{"backends":[${parts[0] ?? ''}`;
	parts[parts.length - 1] += end;
	return parts.join(',');
};

/** `{"backends": […]}` as JSON text. */
export const backendsToJson = (backends: readonly BackendStatus[]): string => joined(backends, ']}');

/**
The answer of `GET /status` as JSON text: with ten thousand backends there would be no end of making the same objects again.

@param status - What to tell.
@param version - Of this program.
@param now - By the steady clock.
*/
export const statusToJson = (status: Status, version: string, now = steadyNow()): string => {
	const {backends, ...rest} = statusWire.encode({status: {...status, backends: []}, version, now, uptimeMs: now - status.startedAt});
	return joined(status.backends, `],${JSON.stringify(rest).slice(1)}`);
};

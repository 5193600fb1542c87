import {onceEach} from '../model/once-each.js';
import type {BackendStatus, Status} from '../model/status.js';
import {steadyNow} from '../model/steady-clock.js';
import {backendWire} from '../wire/backend.js';
import {statusWire} from '../wire/status.js';

/** A single backend includes details that would dominate the size of a list. */
const listedChecks = 10;

/** An unchanged backend keeps its object, so its text is still valid. */
const backendToText = onceEach((backend: BackendStatus) =>
	JSON.stringify(backendWire.encode({...backend, checks: (backend.checks ?? []).slice(-listedChecks)})));

/** In one step: ten thousand backends are some ten megabytes, which each further step would copy. */
const joined = (backends: readonly BackendStatus[], end: string): string => {
	const parts = backends.map(backend => backendToText(backend));
	parts[0] = `{"backends":[${parts[0] ?? ''}`;
	parts[parts.length - 1] += end;
	return parts.join(',');
};

/** `{"backends": […]}` as JSON text. */
export const backendsToJson = (backends: readonly BackendStatus[]): string => joined(backends, ']}');

/**
`GET /status` as JSON text: with ten thousand backends, building objects each time would be too slow.

@param status
@param version - Of this program.
@param now - By the steady clock.
*/
export const statusToJson = (status: Status, version: string, now = steadyNow()): string => {
	const {backends, ...rest} = statusWire.encode({status: {...status, backends: []}, version, now, uptimeMs: now - status.startedAt});
	return joined(status.backends, `],${JSON.stringify(rest).slice(1)}`);
};

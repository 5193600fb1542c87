import {requestFieldKind, requestFieldKinds, type RequestFieldKind} from '../headers/request-fields.js';
import {FieldNames} from './field-names.js';

/** What is done with a field: what its kind says, but for those that decide which lane carries the request. */
export type RequestRole = RequestFieldKind | 'authorization' | 'connection' | 'unusual';

const special = new Map<string, RequestRole>([
	['authorization', 'authorization'],
	['connection', 'connection'],
	['expect', 'unusual'],
	// What follows may not be HTTP/1.1.
	['http2-settings', 'unusual'],
	['upgrade', 'unusual'],
]);

const names = Array.from(requestFieldKinds, ([name]) => name);

export const requestFieldNames = new FieldNames(names);

/** By the code of a name. */
export const requestRoles: readonly RequestRole[] = ['unknown', ...names.map(name => special.get(name) ?? requestFieldKind(name))];

const codeOf = (name: string): number => names.indexOf(name) + 1;

export const userAgentCode = codeOf('user-agent');

/** Codes of those that admission may put others in the place of. */
export const changeableCodes = new Map<string, number>((['cookie', 'host', 'max-forwards', 'traceparent', 'tracestate'] as const).map(name => [name, codeOf(name)]));

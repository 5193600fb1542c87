import * as z from 'zod';
import type {BackendChange, NewBackend, PoolEntry} from '../model/backend.js';
import type {HealthCheckOverrides} from '../model/health-check-settings.js';
import {healthCheckWire} from './health-check.js';
import {adminState, weight} from './values.js';
import {leftOut, list, nullable, resource, same, type Wire} from './wire.js';

/** The pool itself says which URLs it takes. */
const url = same(z.string({error: 'give a backend URL, such as http://localhost:3000'}));

/** To add a backend. */
export const newBackendWire = resource<NewBackend>({
	url,
	weight: leftOut(weight),
	healthCheck: ['health_check', leftOut(healthCheckWire)],
}, {error: 'give an object with url and, if you like, weight and health_check'});

/** Null for none of its own. */
const replacement: Wire<HealthCheckOverrides> = {
	schema: healthCheckWire.schema.nullable(),
	reader: healthCheckWire.reader.nullable().transform(overrides => overrides ?? {}),
	encode: healthCheckWire.encode,
};

const changeError = 'give an object with state, weight or health_check';

const change = resource<BackendChange>({
	state: leftOut(adminState),
	weight: leftOut(weight),
	healthCheck: ['health_check', leftOut(replacement)],
}, {error: changeError});

/** To change a backend. */
export const backendChangeWire: Wire<BackendChange> = {
	...change,
	schema: change.schema.refine(given => Object.keys(given).length > 0, {
		error: changeError,
		// One unknown member is not missing members as well.
		when: ({issues}) => issues.length === 0,
	}),
};

const entry = resource<PoolEntry>({
	/** Of a backend, or of a name that stands for those that DNS knows under it. */
	url,
	weight: leftOut(weight),
	state: leftOut(adminState),
	healthCheck: ['health_check', leftOut(nullable(healthCheckWire))],
}, {error: 'give an object with url and, if you like, weight, state and health_check'});

const entries = list(entry);

/** A pool as it is to be. */
export const poolWire = resource<{readonly backends: readonly PoolEntry[]}>({
	backends: {...entries, schema: z.array(entry.schema, {error: 'give a list of backends'})},
}, {error: 'give an object with backends'});

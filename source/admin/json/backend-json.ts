import * as z from 'zod';
import {adminStates, maxWeight, minWeight, type Backend} from '../../model/backend.js';
import {healthCheckSchema, healthCheckToJson} from './health-check-json.js';

/** A backend as configured, without its figures. */
export const configuredBackendSchema = z.strictObject({
	id: z.string(),
	url: z.string(),
	origin: z.string().nullable(),
	weight: z.int().min(minWeight).max(maxWeight),
	state: z.enum(adminStates),
	health_check: healthCheckSchema.nullable(),
});

export const configuredBackendToJson = ({id, url, origin, weight, state, healthCheck}: Backend): z.output<typeof configuredBackendSchema> => ({
	id, url, origin: origin ?? null, weight, state, health_check: healthCheck ? healthCheckToJson(healthCheck) : null,
});

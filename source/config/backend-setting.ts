import * as z from 'zod';
import {
	adminStates,
	maxWeight,
	minWeight,
	type AdminState,
} from '../model/backend.js';
import {parseBackendUrl} from '../model/backend-url.js';
import {intendedUrl} from '../model/intended-url.js';
import type {HealthCheckOverrides} from '../model/health-check-settings.js';
import {hint} from '../model/nearest.js';
import {healthAsWritten, healthOverrides} from './health-value.js';
import {oneOf, wholeNumber} from './value-types.js';

/** A backend as flags, files and the saved state give it. */
export type BackendSetting = {
	/** Normalised origin, see `parseBackendUrl`. */
	readonly url: string;
	readonly weight: number;
	readonly state: AdminState;
	readonly healthCheck?: HealthCheckOverrides;
};

/** As the form of the screen takes it; a port alone is a number in a file. */
const backendUrl = z.union([z.string(), z.int()], {error: 'give a backend URL, such as http://localhost:3000'}).transform((given, context) => {
	const result = parseBackendUrl(intendedUrl(String(given)));
	if (result.reason !== undefined) {
		context.addIssue({code: 'custom', message: result.reason});
		return z.NEVER;
	}

	return result.url;
});

const backend = z.preprocess(
	value => typeof value === 'string' || typeof value === 'number' ? {url: value} : value,
	z.strictObject({
		url: backendUrl,
		weight: wholeNumber(minWeight, maxWeight).schema.default(1),
		state: oneOf(adminStates, 'STATE').schema.default('active'),
		health: healthOverrides.optional(),
	}, {error: issue => issue.code === 'unrecognized_keys' ? `give url, weight, state or health${hint(issue.keys[0]!, ['url', 'weight', 'state', 'health'])}` : 'give a URL, or an object with url, weight, state and health'})
		.transform(({health, ...rest}): BackendSetting => health === undefined ? rest : {...rest, healthCheck: health}),
);

const noDuplicates = (backends: readonly BackendSetting[], context: z.RefinementCtx): void => {
	const seen = new Set<string>();
	for (const [index, {url}] of backends.entries()) {
		if (seen.has(url)) {
			context.addIssue({
				code: 'custom', path: [index], message: `give each backend once; ${url} is duplicated`, input: url,
			});
		}

		seen.add(url);
	}
};

/** As a file says it, so that it can be read again. */
export const backendAsWritten = ({healthCheck, ...rest}: BackendSetting): Readonly<Record<string, unknown>> =>
	healthCheck === undefined ? rest : {...rest, health: healthAsWritten(healthCheck)};

/** A list of URLs, hosts, ports or objects. */
export const backendList = {
	placeholder: 'BACKEND-URL',
	allowed: 'a list of backends, such as http://localhost:3000, localhost:3000 or 3000, or of objects with url, weight, state and health',
	write: (backends: unknown) => (backends as readonly BackendSetting[]).map(setting => backendAsWritten(setting)),
	environmentSeparator: /[\s,]+/v,
	editorSchema: z.array(z.union([z.string(), z.int(), backend])),
	schema: z.array(backend, {error: 'give a list of backend URLs'}).superRefine(noDuplicates),
};

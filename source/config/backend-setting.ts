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
import {
	accept,
	list,
	object,
	refuse,
	type Issue,
	type Schema,
	wordSeparator,
} from './schema.js';
import {oneOf, wholeNumber} from './value-types.js';

/** A backend as flags, files and the saved state give it. */
export type BackendSetting = {
	/** Normalised origin, see `parseBackendUrl`. */
	readonly url: string;
	readonly weight: number;
	readonly state: AdminState;
	readonly healthCheck?: HealthCheckOverrides;
};

const numberOrText = {anyOf: [{type: 'string'}, {type: 'integer'}]};

/** Accepts what the screen's form accepts; a port alone is a number in a file. */
const backendUrl: Schema<string> = {
	read(given) {
		if (typeof given !== 'string' && !Number.isSafeInteger(given)) {
			return refuse('give a backend URL, such as http://localhost:3000');
		}

		const result = parseBackendUrl(intendedUrl(String(given)));
		return result.reason === undefined ? accept(result.url) : refuse(result.reason);
	},
	json: numberOrText,
};

const members = {
	url: backendUrl,
	weight: wholeNumber(minWeight, maxWeight).schema,
	state: oneOf(adminStates, 'STATE').schema,
	health: healthOverrides,
};
const written = object(members, ['url'], {
	notObject: 'give a URL, or an object with url, weight, state and health',
	unknownMember: name => `give url, weight, state or health${hint(name, Object.keys(members))}`,
});

const backend: Schema<BackendSetting> = {
	read(given) {
		const {value, issues} = written.read(typeof given === 'string' || typeof given === 'number' ? {url: given} : given);
		if (issues) {
			return {issues};
		}

		const {url, weight = 1, state = 'active', health} = value;
		return accept({url: url!, weight, state, ...(health && {healthCheck: health})});
	},
	json: {anyOf: [...numberOrText.anyOf, written.json]},
};

const backends = list(backend, 'give a list of backend URLs');

const duplicatesIn = (given: readonly BackendSetting[]): readonly Issue[] => {
	const seen = new Set<string>();
	return given.flatMap(({url}, index) => seen.size === seen.add(url).size ? [{path: [index], message: `give each backend once; ${url} is duplicated`}] : []);
};

/** In the form of a config file. */
export const backendAsWritten = ({healthCheck, ...rest}: BackendSetting): Readonly<Record<string, unknown>> =>
	healthCheck === undefined ? rest : {...rest, health: healthAsWritten(healthCheck)};

const uniqueBackends: Schema<readonly BackendSetting[]> = {
	read(given) {
		const reading = backends.read(given);
		const issues = duplicatesIn(reading.value ?? []);
		return issues.length > 0 ? {issues} : reading;
	},
	json: backends.json,
};

/** A list of URLs, hosts, ports or objects. */
export const backendList = {
	placeholder: 'BACKEND-URL',
	allowed: 'a list of backends, such as http://localhost:3000, localhost:3000 or 3000, or of objects with url, weight, state and health',
	write: (given: unknown) => (given as readonly BackendSetting[]).map(setting => backendAsWritten(setting)),
	environmentSeparator: wordSeparator,
	schema: uniqueBackends,
};

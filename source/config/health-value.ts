import {type ExpectedStatus, formatExpectedStatus, parseExpectedStatus} from '../model/expected-status.js';
import {grpcServicePattern, healthCheckLimits, healthMethods, type HealthCheckOverrides} from '../model/health-check-settings.js';
import {hint} from '../model/nearest.js';
import {isProbeField} from '../model/probe-field.js';
import {accept, textList, object, parsedText, textLike, type Schema} from './schema.js';
import {
	oneOf,
	requestPath,
	timeSpan,
	wholeNumber,
	writeTime,
} from './value-types.js';

export const healthMethod = oneOf(healthMethods, 'METHOD');
const {probes, bodyLength} = healthCheckLimits;
const spanOf = ({min, max}: {readonly min: number; readonly max: number}) => timeSpan(writeTime(min), writeTime(max));

export const healthInterval = spanOf(healthCheckLimits.intervalMs);
export const healthTimeout = spanOf(healthCheckLimits.timeoutMs);
export const probeCount = wholeNumber(probes.min, probes.max);

const statusAllowed = 'statuses and ranges of them, such as 200-399 or 200,204,301-303';
const statusText = parsedText(`give ${statusAllowed}`, given => parseExpectedStatus(given));
const statusSchema: Schema<readonly ExpectedStatus[]> = {
	read: given => statusText.read(typeof given === 'number' ? String(given) : given),
	json: {anyOf: [{type: 'string'}, {type: 'integer'}]},
};

/** Healthy statuses. */
export const expectedStatus = {
	placeholder: 'STATUS',
	allowed: statusAllowed,
	write: (expected: unknown) => formatExpectedStatus(expected as readonly ExpectedStatus[]),
	schema: statusSchema,
};

const textAllowed = `a text of up to ${bodyLength.max} characters`;

/** Expected text of a body. */
export const bodyText = {
	placeholder: 'TEXT',
	allowed: textAllowed,
	schema: parsedText(
		`give ${textAllowed}`,
		given => given.length >= bodyLength.min && given.length <= bodyLength.max ? given : undefined,
		{minLength: bodyLength.min, maxLength: bodyLength.max},
	),
};

const grpcAllowed = 'on for the whole server, the name of a service, or off';

/** What is asked for by grpc.health.v1. */
export const grpcHealth = {
	placeholder: 'SERVICE',
	allowed: grpcAllowed,
	schema: textLike(grpcServicePattern, `give ${grpcAllowed}`),
};

const field = parsedText('give a header field, such as "Host: example.com"', given => {
	const colon = given.indexOf(':');
	const parsed = [given.slice(0, Math.max(colon, 0)).trim(), given.slice(colon + 1).trim()] as const;
	return isProbeField(parsed) ? parsed : undefined;
});

const writeFields = (fields: unknown): readonly string[] =>
	(fields as ReadonlyArray<readonly [string, string]>).map(([name, value]) => `${name}: ${value}`);

/** Header fields of probes. */
export const headerFields = {
	placeholder: 'FIELD',
	allowed: 'a list of header fields, such as "Host: example.com"',
	write: writeFields,
	environmentSeparator: /\n/v,
	schema: textList(field, 'give a list of header fields'),
};

const members = {
	path: requestPath.schema,
	method: healthMethod.schema,
	status: expectedStatus.schema,
	body: bodyText.schema,
	grpc: grpcHealth.schema,
	headers: headerFields.schema,
	interval: healthInterval.schema,
	timeout: healthTimeout.schema,
	rise: probeCount.schema,
	fall: probeCount.schema,
};
const names = Object.keys(members);
const namesInWords = `${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`;
const given = object(members, [], {
	notObject: `give an object with ${namesInWords}`,
	unknownMember: name => `give ${namesInWords}${hint(name, names)}`,
});

const withoutUnset = (overrides: object): HealthCheckOverrides =>
	Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));

/** Health checks of a backend, as in a config file. */
export const healthOverrides: Schema<HealthCheckOverrides> = {
	read(value) {
		const {value: parsed, issues} = given.read(value);
		if (issues) {
			return {issues};
		}

		const {status, interval, timeout, ...rest} = parsed;
		return accept(withoutUnset({...rest, expected: status, intervalMs: interval, timeoutMs: timeout}));
	},
	json: given.json,
};

/** Back to the form of a config file. */
export const healthAsWritten = ({
	path, method, expected, body, grpc, headers, intervalMs, timeoutMs, rise, fall,
}: HealthCheckOverrides): Readonly<Record<string, unknown>> => ({
	path,
	method,
	status: expected && formatExpectedStatus(expected),
	body,
	grpc,
	headers: headers && [...writeFields(headers)],
	interval: intervalMs === undefined ? undefined : `${intervalMs}ms`,
	timeout: timeoutMs === undefined ? undefined : `${timeoutMs}ms`,
	rise,
	fall,
});

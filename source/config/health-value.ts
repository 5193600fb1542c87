import * as z from 'zod';
import {type ExpectedStatus, formatExpectedStatus, parseExpectedStatus} from '../model/expected-status.js';
import {healthCheckLimits, healthMethods, type HealthCheckOverrides} from '../model/health-check-settings.js';
import {hint} from '../model/nearest.js';
import {isProbeField} from '../model/probe-field.js';
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
const statusError = `give ${statusAllowed}`;

/** Which statuses are well. */
export const expectedStatus = {
	placeholder: 'STATUS',
	allowed: statusAllowed,
	write: (expected: unknown) => formatExpectedStatus(expected as readonly ExpectedStatus[]),
	editorSchema: z.union([z.string(), z.int()]),
	schema: z.preprocess(value => typeof value === 'number' ? String(value) : value, z.string({error: statusError}).transform((text, context) => {
		const expected = parseExpectedStatus(text);
		if (expected === undefined) {
			context.addIssue({code: 'custom', message: statusError});
			return z.NEVER;
		}

		return expected;
	})),
};

const textAllowed = `a text of up to ${bodyLength.max} characters`;
const textError = `give ${textAllowed}`;

/** What a body has to hold. */
export const bodyText = {
	placeholder: 'TEXT',
	allowed: textAllowed,
	schema: z.string({error: textError}).min(bodyLength.min, {error: textError}).max(bodyLength.max, {error: textError}),
};

const fieldError = 'give a header field, such as "Host: example.com"';

const parseField = (text: string): readonly [name: string, value: string] | undefined => {
	const colon = text.indexOf(':');
	const parsed = [text.slice(0, Math.max(colon, 0)).trim(), text.slice(colon + 1).trim()] as const;
	return isProbeField(parsed) ? parsed : undefined;
};

const field = z.string({error: fieldError}).transform((text, context) => {
	const parsed = parseField(text);
	if (parsed === undefined) {
		context.addIssue({code: 'custom', message: fieldError});
		return z.NEVER;
	}

	return parsed;
});

const writeFields = (fields: unknown): readonly string[] =>
	(fields as ReadonlyArray<readonly [string, string]>).map(([name, value]) => `${name}: ${value}`);

/** Header fields of probes. */
export const headerFields = {
	placeholder: 'FIELD',
	allowed: 'a list of header fields, such as "Host: example.com"',
	write: writeFields,
	environmentSeparator: /\n/v,
	editorSchema: z.union([z.string(), z.array(z.string())]),
	schema: z.preprocess(value => typeof value === 'string' ? [value] : value, z.array(field, {error: 'give a list of header fields'})),
};

const withoutUnset = (given: object): object => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

const names = ['path', 'method', 'status', 'body', 'headers', 'interval', 'timeout', 'rise', 'fall'];
const namesInWords = `${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`;

/** What a file says of one backend's health checks. */
export const healthOverrides = z.strictObject({
	path: requestPath.schema.optional(),
	method: healthMethod.schema.optional(),
	status: expectedStatus.schema.optional(),
	body: bodyText.schema.optional(),
	headers: headerFields.schema.optional(),
	interval: healthInterval.schema.optional(),
	timeout: healthTimeout.schema.optional(),
	rise: probeCount.schema.optional(),
	fall: probeCount.schema.optional(),
}, {error: issue => issue.code === 'unrecognized_keys' ? `give ${namesInWords}${hint(issue.keys[0]!, names)}` : `give an object with ${namesInWords}`})
	.transform(({
		status, interval, timeout, ...rest
	}) => withoutUnset({
		...rest, expected: status, intervalMs: interval, timeoutMs: timeout,
	}) as HealthCheckOverrides);

/** The other way round: as a file says it, so that it can be read again. */
export const healthAsWritten = ({
	path, method, expected, body, headers, intervalMs, timeoutMs, rise, fall,
}: HealthCheckOverrides): z.input<typeof healthOverrides> => ({
	path,
	method,
	status: expected && formatExpectedStatus(expected),
	body,
	headers: headers && [...writeFields(headers)],
	interval: intervalMs === undefined ? undefined : `${intervalMs}ms`,
	timeout: timeoutMs === undefined ? undefined : `${timeoutMs}ms`,
	rise,
	fall,
});

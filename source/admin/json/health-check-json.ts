import {validateHeaderName, validateHeaderValue} from 'node:http';
import * as z from 'zod';
import {formatExpectedStatus, parseExpectedStatus} from '../../model/expected-status.js';
import {healthMethods, type HealthCheckOverrides} from '../../model/health-check-settings.js';

const whole = (min: number, max: number) => {
	const error = `give a whole number from ${min} to ${max}`;
	return z.int({error}).min(min, {error}).max(max, {error}).optional();
};

const isHeaderField = ([name, value]: readonly [string, string]): boolean => {
	try {
		validateHeaderName(name);
		validateHeaderValue(name, value);
		return !/^(?:connection|content-length|transfer-encoding|upgrade|expect|trailer|te)$/iv.test(name);
	} catch {
		return false;
	}
};

const statusError = 'give statuses and ranges of them, such as "200-399" or "200,204,301-303"';
const bodyError = 'give a text of 1 to 1000 characters';
const headersError = 'give an object of header fields, such as {"Host": "example.com"}';
const members = 'path, method, status, body, headers, interval_ms, timeout_ms, rise or fall';

/** What one backend's health checks do otherwise than those of the others. */
export const healthCheckSchema = z.strictObject({
	path: z.string({error: 'give a path'}).regex(/^\/[^\s\P{ASCII}\p{Other}#]{0,2047}$/v, {error: 'give a path that starts with / and holds no spaces or #'}).optional(),
	method: z.enum(healthMethods, {error: `give one of ${healthMethods.join(', ')}`}).optional(),
	status: z.string({error: statusError}).refine(text => parseExpectedStatus(text) !== undefined, {error: statusError}).optional(),
	body: z.string({error: bodyError}).min(1, {error: bodyError}).max(1000, {error: bodyError}).optional(),
	headers: z.record(z.string(), z.string({error: headersError}), {error: headersError}).refine(fields => Object.entries(fields).every(field => isHeaderField(field)), {error: headersError}).optional(),
	interval_ms: whole(10, 3_600_000),
	timeout_ms: whole(1, 600_000),
	rise: whole(1, 100),
	fall: whole(1, 100),
}, {error: issue => issue.code === 'unrecognized_keys' ? `give ${members}` : `give an object with ${members}`});

type HealthCheckJson = z.output<typeof healthCheckSchema>;

const withoutUnset = <Given extends object>(given: Given): Given =>
	Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Given;

export const healthCheckFromJson = ({path, method, status, body, headers, interval_ms: intervalMs, timeout_ms: timeoutMs, rise, fall}: HealthCheckJson): HealthCheckOverrides =>
	withoutUnset({
		path,
		method,
		expected: status === undefined ? undefined : parseExpectedStatus(status),
		body,
		headers: headers && Object.entries(headers),
		intervalMs,
		timeoutMs,
		rise,
		fall,
	});

export const healthCheckToJson = ({path, method, expected, body, headers, intervalMs, timeoutMs, rise, fall}: HealthCheckOverrides): HealthCheckJson =>
	withoutUnset({
		path,
		method,
		status: expected && formatExpectedStatus(expected),
		body,
		headers: headers && Object.fromEntries(headers),
		interval_ms: intervalMs,
		timeout_ms: timeoutMs,
		rise,
		fall,
	});

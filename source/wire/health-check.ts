import * as z from 'zod';
import {formatExpectedStatus, parseExpectedStatus, type ExpectedStatus} from '../model/expected-status.js';
import {grpcServicePattern, healthCheckLimits, healthMethods, type HealthCheckOverrides} from '../model/health-check-settings.js';
import {isProbeField} from '../model/probe-field.js';
import {requestPathPattern, requestPathRule} from '../model/request-path.js';
import {leftOut, mapped, resource, same, type Wire} from './wire.js';

const whole = ({min, max}: {readonly min: number; readonly max: number}): Wire<number | undefined> => {
	const error = `give a whole number from ${min} to ${max}`;
	return leftOut(same(z.int({error}).min(min, {error}).max(max, {error}), z.number()));
};

const {bodyLength, intervalMs, timeoutMs, probes} = healthCheckLimits;
const statusError = 'give statuses and ranges of them, such as "200-399" or "200,204,301-303"';
const bodyError = `give a text of ${bodyLength.min} to ${bodyLength.max} characters`;
const headersError = 'give an object of header fields, such as {"Host": "example.com"}';
const members = 'path, method, status, body, grpc, headers, interval_ms, timeout_ms, rise or fall';

const path = z.string({error: 'give a path'}).regex(requestPathPattern, {error: `give ${requestPathRule}`});
const body = z.string({error: bodyError}).min(bodyLength.min, {error: bodyError}).max(bodyLength.max, {error: bodyError});

const grpcError = 'give "on" for the whole server, the name of a service, or "off"';
const grpc = z.string({error: grpcError}).regex(grpcServicePattern, {error: grpcError});

const expected: Wire<readonly ExpectedStatus[]> = mapped(
	same(z.string({error: statusError}).refine(text => parseExpectedStatus(text) !== undefined, {error: statusError})),
	text => parseExpectedStatus(text)!,
	formatExpectedStatus,
);

type Fields = NonNullable<HealthCheckOverrides['headers']>;

const headers = mapped(
	same<Readonly<Record<string, string>>>(
		z.record(z.string(), z.string({error: headersError}), {error: headersError}).refine(fields => Object.entries(fields).every(field => isProbeField(field)), {error: headersError}),
		z.record(z.string(), z.string()),
	),
	(fields): Fields => Object.entries(fields),
	pairs => Object.fromEntries(pairs),
);

/** What one backend's health checks do otherwise than those of the others. */
export const healthCheckWire = resource<HealthCheckOverrides>({
	path: leftOut(same(path, z.string())),
	method: leftOut(same(z.enum(healthMethods, {error: `give one of ${healthMethods.join(', ')}`}))),
	expected: ['status', leftOut(expected)],
	body: leftOut(same(body, z.string())),
	grpc: leftOut(same(grpc, z.string())),
	headers: leftOut(headers),
	intervalMs: ['interval_ms', whole(intervalMs)],
	timeoutMs: ['timeout_ms', whole(timeoutMs)],
	rise: whole(probes),
	fall: whole(probes),
}, {error: issue => issue.code === 'unrecognized_keys' ? `give ${members}` : `give an object with ${members}`});

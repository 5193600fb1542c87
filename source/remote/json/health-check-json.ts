import * as z from 'zod';
import {formatExpectedStatus, parseExpectedStatus} from '../../model/expected-status.js';
import {healthMethods, type HealthCheckOverrides} from '../../model/health-check-settings.js';
import {defined} from '../decode.js';

/** What one backend's health checks do otherwise than those of the others, as the admin API tells and takes it. */
export const healthCheckJson = z.codec(
	z.object({
		path: z.string().optional(),
		method: z.enum(healthMethods).optional(),
		status: z.string().optional(),
		body: z.string().optional(),
		headers: z.record(z.string(), z.string()).optional(),
		interval_ms: z.number().optional(),
		timeout_ms: z.number().optional(),
		rise: z.number().optional(),
		fall: z.number().optional(),
	}),
	z.custom<HealthCheckOverrides>(),
	{
		decode: ({status, headers, interval_ms: intervalMs, timeout_ms: timeoutMs, ...same}) => defined({
			...same,
			expected: status === undefined ? undefined : parseExpectedStatus(status),
			headers: headers && Object.entries(headers),
			intervalMs,
			timeoutMs,
		}),
		encode: ({expected, headers, intervalMs, timeoutMs, ...same}) => ({
			...same,
			status: expected && formatExpectedStatus(expected),
			headers: headers && Object.fromEntries(headers),
			interval_ms: intervalMs,
			timeout_ms: timeoutMs,
		}),
	},
);

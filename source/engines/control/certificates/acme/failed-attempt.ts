import {dayMs} from '../../../../model/certificate.js';
import {CertificateError} from '../certificate-error.js';
import {AcmeError} from './acme-error.js';
import {backOffMs} from './back-off.js';
import type {RenewalProgress} from './kept-certificate.js';

/** An authority may ask for more than a day, but not for ever. */
const longestRetryMs = 7 * dayMs;

const problemOf = (error: Error, file: string): string => {
	if (error instanceof AcmeError) {
		return `${error.message.replace(/\.$/v, '')}.`;
	}

	return error instanceof CertificateError ? `The certificate for ${file} ${error.message}` : `${file} cannot be kept: ${error.message}.`;
};

/**
What follows an attempt that has failed.

@param progress - Before it.
@param error
@param file - Where the certificate was to be kept.
@param now
*/
export const afterFailedAttempt = (progress: RenewalProgress, error: Error, file: string, now: number): RenewalProgress & {readonly problem: string} => {
	const failures = progress.failures + 1;
	const isNotFound = error instanceof AcmeError && error.type === 'unauthorized';
	const wantedMs = error instanceof AcmeError ? Math.min(error.retryAfterMs ?? 0, longestRetryMs) : 0;
	return {
		// What has come of it cannot be used.
		order: error instanceof CertificateError ? undefined : progress.order,
		failures,
		attemptedAt: now,
		retryAt: now + Math.max(backOffMs(failures), wantedMs),
		challengeTurn: progress.challengeTurn + (isNotFound ? 1 : 0),
		problem: problemOf(error, file),
	};
};

import type {X509Certificate} from 'node:crypto';
import {dayMs} from '../../../../model/certificate.js';
import {certificateId} from './certificate-id.js';
import type {RenewalWindow} from './renewal-time.js';
import {renewalInfoResource} from './resources.js';
import type {AcmeSession} from './acme-session.js';

export type SuggestedRenewal = {
	/** Undefined if it could not be asked for. */
	readonly window?: RenewalWindow;
	readonly askAgainMs: number;
};

const minuteMs = 60_000;
/** Where the authority does not say (RFC 9773 §4.3.3). */
const usualMs = 6 * 60 * minuteMs;

/**
When an authority wants a certificate to be renewed (RFC 9773 §4.1).

@returns undefined if it does not say for any.
*/
export const suggestedRenewal = async (session: AcmeSession, certificate: X509Certificate): Promise<SuggestedRenewal | undefined> => {
	try {
		const {renewalInfo} = await session.directory();
		const id = certificateId(certificate);
		if (renewalInfo === undefined || id === undefined) {
			return undefined;
		}

		const {resource, retryAfterMs = usualMs} = await session.get(`${renewalInfo}/${id}`, renewalInfoResource);
		const {start, end} = resource.suggestedWindow;
		const window = {start: Date.parse(start), end: Date.parse(end)};
		const askAgainMs = Math.min(Math.max(retryAfterMs, minuteMs), dayMs);
		return window.start < window.end ? {window, askAgainMs} : {askAgainMs};
	} catch {
		// The renewal itself tells what is wrong; until then, the moment is as without a suggestion.
		return {askAgainMs: usualMs};
	}
};

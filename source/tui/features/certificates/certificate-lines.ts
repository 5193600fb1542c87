import {daysLeft, type CertificateStatus} from '../../../model/certificate.js';
import type {Line} from '../../layout/line.js';
import {heading, labelled} from '../../layout/prose.js';
import type {Look} from '../../look/look.js';
import type {Tone} from '../../look/theme.js';
import {sanitize} from '../../text/sanitize.js';

/** Days left from which one that nothing renews is worth a look. */
const soonDays = 14;

const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
const utcMinute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const expiryWords = (days: number): string => {
	if (days < 0) {
		return 'has expired';
	}

	return days === 1 ? '1 day left' : `${days} days left`;
};

const expiryTone = (days: number, {renewsAt, problem}: CertificateStatus): Tone => {
	if (days < 0) {
		return 'bad';
	}

	const isRenewed = renewsAt !== undefined && problem === undefined;
	return days < soonDays && !isRenewed ? 'warn' : 'plain';
};

/** All that is known of a certificate. */
export const certificateLines = (certificate: CertificateStatus, now: number, columns: number, look: Look): readonly Line[] => {
	const {names, issuer, notBefore, notAfter, renewsAt, source, problem} = certificate;
	const days = daysLeft(notAfter, now);
	return [
		...heading(sanitize(names.join(', '), look.glyphs)),
		...labelled('expiry', `${expiryWords(days)}, from ${utcDay(notBefore)} to ${utcDay(notAfter)}`, columns, look, expiryTone(days, certificate)),
		...labelled('issuer', issuer, columns, look),
		...(renewsAt === undefined ? [] : labelled('renewal', renewsAt <= now ? 'under way' : utcMinute(renewsAt), columns, look)),
		...labelled('file', source, columns, look),
		...(problem === undefined ? [] : labelled('problem', problem, columns, look, 'bad')),
	];
};

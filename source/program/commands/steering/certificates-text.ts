import {daysLeft, type CertificateStatus} from '../../../model/certificate.js';
import {printable} from './printable.js';

const lineOf = ({names, issuer, notAfter, source, renewsAt, problem}: CertificateStatus): string => printable([
	names.join(', '),
	`until ${new Date(notAfter).toISOString().slice(0, 10)} (${daysLeft(notAfter)} days)`,
	`by ${issuer}`,
	...(renewsAt === undefined ? [] : [`renewed as of ${new Date(renewsAt).toISOString().slice(0, 10)}`]),
	source,
	...(problem === undefined ? [] : [`NOT REPLACED: ${problem}`]),
].join('  '));

/** One line per certificate. */
export const certificatesText = (certificates: readonly CertificateStatus[]): string =>
	certificates.length === 0 ? 'no certificates: plain HTTP only' : certificates.map(certificate => lineOf(certificate)).join('\n');

import {createHash, type X509Certificate} from 'node:crypto';

/** A span of time, in milliseconds since the epoch. */
export type RenewalWindow = {
	readonly start: number;
	readonly end: number;
};

const renewedPart = 2 / 3;
/** Of the lifetime: certificates that were issued together are not renewed together. */
const jitterPart = 0.03;

/** From 0 to 1. The same for a certificate at each start. */
const fractionOf = (certificate: X509Certificate): number => createHash('sha256').update(certificate.raw).digest().readUInt32BE() / (2 ** 32);

/**
When a certificate is renewed: at a moment of the window that its authority suggests (RFC 9773 §4.2), else at two thirds of its
lifetime.
*/
export const renewalTime = (certificate: X509Certificate, window?: RenewalWindow): number => {
	const fraction = fractionOf(certificate);
	if (window) {
		return window.start + (fraction * (window.end - window.start));
	}

	const [notBefore, notAfter] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
	return notBefore + ((notAfter - notBefore) * (renewedPart - (jitterPart * fraction)));
};

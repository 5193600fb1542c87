import * as z from 'zod';
import {daysLeft, type CertificateStatus} from '../model/certificate.js';
import {moment, text} from './values.js';
import {leftOut, list, resource, same} from './wire.js';

const whole = same(z.int());

/** A certificate that clients are shown. Without its key. */
export const certificateWire = resource<CertificateStatus>({
	names: list(text),
	issuer: text,
	notBefore: ['not_before', moment],
	notAfter: ['not_after', moment],
	source: text,
	problem: leftOut(text),
	renewsAt: ['renews_at', leftOut(moment)],
}, {
	derived: {
		days_left: {schema: whole.schema, encode: ({notAfter}) => daysLeft(notAfter)},
	},
});

export const certificateListWire = resource<{readonly certificates: readonly CertificateStatus[]}>({certificates: list(certificateWire)});

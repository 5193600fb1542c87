import {daysLeft, type CertificateStatus} from '../../../model/certificate.js';

/** Days left at which a certificate is reported, each once. */
const noticeDays = [14, 3, 0] as const;

/** Which certificates are to be reported, as they are about to expire. */
export class ExpiryNotices {
	/** By the source: when the reported certificate expires, and how many days it had left. */
	readonly #told = new Map<string, {readonly notAfter: number; readonly days: number}>();

	due(certificates: readonly CertificateStatus[], now = Date.now()): readonly CertificateStatus[] {
		return certificates.filter(({source, notAfter, renewsAt, problem}) => {
			// Some are made for days only, and renewed in time.
			if (renewsAt !== undefined && problem === undefined) {
				return false;
			}

			const days = noticeDays.findLast(each => daysLeft(notAfter, now) < each);
			const told = this.#told.get(source);
			if (days === undefined || (told?.notAfter === notAfter && told.days <= days)) {
				return false;
			}

			this.#told.set(source, {notAfter, days});
			return true;
		});
	}
}

/** A certificate that clients are shown, and its state. */
export type CertificateStatus = {
	/** DNS names and addresses that it is for, such as `example.com`, `*.example.com` and `127.0.0.1`. */
	readonly names: readonly string[];
	/** The name of the authority that has signed it. */
	readonly issuer: string;
	/** Milliseconds since the epoch. */
	readonly notBefore: number;
	readonly notAfter: number;
	/** The file that it comes from. */
	readonly source: string;
	/** Why what is there now is not served, or why no newer one could be obtained. */
	readonly problem?: string;
	/** The next attempt to renew it, if that is done here. */
	readonly renewsAt?: number;
};

export const dayMs = 86_400_000;

/** Whole days until a certificate expires; negative once it has. */
export const daysLeft = (notAfter: number, now = Date.now()): number => Math.floor((notAfter - now) / dayMs);

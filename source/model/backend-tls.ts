/** TLS to backends. All texts are PEM. */
export type BackendTls = {
	/** Trusted authorities; those of Node.js if undefined. */
	readonly ca: string | undefined;
	/** Client certificate. Given together with its key. */
	readonly cert: string | undefined;
	readonly key: string | undefined;
	/** Certificates are not verified. */
	readonly insecure: boolean;
};

/** No client certificate, and the default authorities. */
export const usualBackendTls: BackendTls = {
	ca: undefined, cert: undefined, key: undefined, insecure: false,
};

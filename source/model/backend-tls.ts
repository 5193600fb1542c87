/** How backends are talked to by https. All texts are PEM. */
export type BackendTls = {
	/** The authorities that are trusted; those that Node.js trusts if undefined. */
	readonly ca: string | undefined;
	/** Shown to backends that ask for it. Given together with its key. */
	readonly cert: string | undefined;
	readonly key: string | undefined;
	/** Any certificate is accepted. */
	readonly insecure: boolean;
};

/** No certificate of our own, and trust in the usual authorities. */
export const usualBackendTls: BackendTls = {
	ca: undefined, cert: undefined, key: undefined, insecure: false,
};

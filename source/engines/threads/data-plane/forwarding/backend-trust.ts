import tls from 'node:tls';
import type {BackendTls} from '../../../../model/backend-tls.js';

/** Which backends a worker trusts, and who it is for them. */
export class BackendTrust {
	readonly #settings: BackendTls;
	#secureContext: tls.SecureContext | undefined;

	constructor(settings: BackendTls) {
		this.#settings = settings;
	}

	/** With one context for all: parsing certificates takes longer than the rest of a connection's setup. */
	get options(): tls.ConnectionOptions {
		const {ca, cert, key, insecure} = this.#settings;
		this.#secureContext ??= tls.createSecureContext({ca, cert, key});
		return {secureContext: this.#secureContext, rejectUnauthorized: !insecure};
	}
}

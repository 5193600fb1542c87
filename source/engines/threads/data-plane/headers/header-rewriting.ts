import type {ForwardingSettings} from '../../../../model/forwarding.js';
import type {PoolMember} from '../../../../model/pool.js';
import {backendTarget} from '../forwarding/backend-target.js';
import type {Exchange} from '../exchange.js';
import {withRequestRules, withResponseRules} from './header-rules.js';
import type {RequestHeaders} from './request-headers.js';

/** Header rewriting, as configured. */
export class HeaderRewriting {
	readonly #settings: ForwardingSettings;
	readonly changesRequests: boolean;
	readonly changesResponses: boolean;
	/** Of responses over TLS (RFC 6797 §6.1); undefined for none. */
	readonly strictTransportSecurity: string | undefined;

	constructor(settings: ForwardingSettings) {
		this.#settings = settings;
		this.changesRequests = settings.changeOrigin || settings.rewriteHost !== undefined || settings.requestHeaders.length > 0;
		this.changesResponses = settings.responseHeaders.length > 0;
		this.strictTransportSecurity = settings.hstsMs === 0 ? undefined : `max-age=${Math.floor(settings.hstsMs / 1000)}`;
	}

	/** The fields for one backend; the same object if there are no rules. */
	request(headers: RequestHeaders, exchange: Exchange, backend: PoolMember): RequestHeaders {
		if (!this.changesRequests) {
			return headers;
		}

		const {requestHeaders, changeOrigin, rewriteHost} = this.#settings;
		const changed = withRequestRules(headers, requestHeaders, exchange, backend);
		const host = changeOrigin ? backendTarget(backend).authority : rewriteHost;
		if (host !== undefined) {
			changed['host'] = host;
		}

		return changed;
	}

	/** @param fields - `[name, value, name, value, …]` */
	response(fields: string[], exchange: Exchange): string[] {
		return this.changesResponses ? withResponseRules(fields, this.#settings.responseHeaders, exchange) : fields;
	}
}

import type {ForwardingSettings} from '../../../../model/forwarding.js';
import type {PoolMember} from '../../../../model/pool.js';
import {backendTarget} from '../forwarding/backend-target.js';
import type {Exchange} from '../exchange.js';
import {addField, removeFields} from './field-list.js';
import {applyRules, valuesOf, withRules} from './header-rules.js';
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

		const changed = withRules(headers, this.#settings.requestHeaders, valuesOf(exchange, backend));
		const host = this.#hostFor(backend);
		if (host !== undefined) {
			changed['host'] = host;
		}

		return changed;
	}

	/** @param fields - For one backend, as `[name, value, …]`; changed. */
	changeRequest(fields: string[], exchange: Exchange, backend: PoolMember): void {
		applyRules(fields, this.#settings.requestHeaders, valuesOf(exchange, backend));
		const host = this.#hostFor(backend);
		if (host !== undefined) {
			removeFields(fields, 'host');
			addField(fields, 'Host', host);
		}
	}

	/** @param fields - `[name, value, …]`; changed. */
	changeResponse(fields: string[], exchange: Exchange): void {
		if (this.changesResponses) {
			applyRules(fields, this.#settings.responseHeaders, valuesOf(exchange, exchange.attempts.tried.at(-1)!));
		}
	}

	#hostFor(backend: PoolMember): string | undefined {
		const {changeOrigin, rewriteHost} = this.#settings;
		return changeOrigin ? backendTarget(backend).authority : rewriteHost;
	}
}

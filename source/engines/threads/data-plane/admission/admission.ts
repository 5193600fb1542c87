import {METHODS, type IncomingMessage} from 'node:http';
import type {TLSSocket} from 'node:tls';
import {isAuthority} from '../../../../model/authority.js';
import type {ForwardingSettings} from '../../../../model/forwarding.js';
import type {Exchange} from '../exchange.js';
import {framingProblem} from '../bodies/framing.js';
import {malformed, type LocalReply, localReplies} from '../local-reply.js';
import {extendedForwarded, extendForwarded, setForwarded} from '../headers/forwarded-headers.js';
import {type RequestHeaders, sortHeaders, type SortedHeaders} from '../headers/request-headers.js';
import {TraceContext} from '../headers/trace-context.js';
import {extendedVia, pseudonymOf} from '../headers/via.js';
import {RequestIds} from './request-ids.js';
import {maxHeaderFields, maxTargetLength} from './request-limits.js';
import {readSpecialTarget, withoutPrefix} from './request-target.js';
import {TrustedPeers} from './trusted-peers.js';

const slash = 0x2F;

/** The parser takes those of RTSP as well; what asks for a tunnel asks a proxy, which this is to nobody. */
const forwardableMethods = new Set(METHODS.filter(method => method !== 'CONNECT'));

const isRefusal = (result: SortedHeaders | LocalReply): result is LocalReply => 'status' in result;

/**
Counts down how many proxies a request for tracing the way may still pass (RFC 9110 §7.6.2).

@returns The answer of the last one, which is this proxy.
*/
const countHop = (method: string, headers: RequestHeaders): LocalReply | undefined => {
	const left = headers['max-forwards'];
	if (left === undefined || (method !== 'TRACE' && method !== 'OPTIONS') || !/^\d{1,9}$/v.test(String(left))) {
		return undefined;
	}

	if (Number(left) === 0) {
		return localReplies.methodNotSupported;
	}

	headers['max-forwards'] = String(Number(left) - 1);
	return undefined;
};

const acceptsTrailers = (te: string): boolean =>
	te.split(',').some(coding => coding.trim().toLowerCase() === 'trailers');

/** The first step of every exchange: refuses what is not clearly one request, and makes of the rest what a backend gets. */
export class Admission {
	readonly #settings: ForwardingSettings;
	readonly #pseudonym: string;
	readonly #trusted: TrustedPeers | undefined;
	readonly #ids = new RequestIds();
	readonly #traces = new TraceContext();

	/** @param instance - Tells this process from all others: lower-case hexadecimal digits, hard to guess. */
	constructor(settings: ForwardingSettings, instance: string) {
		this.#settings = settings;
		this.#pseudonym = pseudonymOf(instance);
		this.#trusted = settings.trustProxy.length === 0 ? undefined : new TrustedPeers(settings.trustProxy);
	}

	/**
	Gives the request the target and the header fields that go on, and the exchange its client, request id and trace.

	@param upgrade - The protocol that it asks for; undefined for an ordinary exchange.
	@returns What the client gets if the request does not go on.
	*/
	admit(request: IncomingMessage, exchange: Exchange, upgrade: string | undefined): LocalReply | undefined {
		const {httpVersion, rawHeaders, method} = request;
		if (httpVersion !== '1.1' && httpVersion !== '1.0') {
			return malformed('It is neither HTTP/1.1 nor HTTP/1.0.');
		}

		if (rawHeaders.length > maxHeaderFields * 2) {
			return localReplies.headersTooLarge;
		}

		if (!forwardableMethods.has(method!)) {
			return localReplies.methodNotSupported;
		}

		const peer = exchange.client;
		const isTrusted = this.#trusted?.includes(peer) ?? false;
		const sorted = sortHeaders(request, isTrusted);
		if (isRefusal(sorted)) {
			return sorted;
		}

		// With a protocol that goes on, so does the body before it.
		const isTaken = upgrade === undefined && (request as {readonly upgrade?: boolean}).upgrade === true;
		const problem = framingProblem(sorted, httpVersion, isTaken, this.#settings.maxBodyBytes)
			?? this.#readTarget(request, sorted)
			?? countHop(method!, sorted.headers);
		if (problem !== undefined) {
			return problem;
		}

		const {headers, expect, via, forwarded} = sorted;
		// HTTP/1.0 knows no expectations (RFC 9110 §10.1.1).
		if (expect !== undefined && httpVersion === '1.1') {
			if (expect.toLowerCase() !== '100-continue') {
				return localReplies.expectationFailed;
			}

			exchange.awaitsContinue = true;
		}

		if (via?.includes(this.#pseudonym)) {
			return localReplies.loopDetected;
		}

		this.#setConnectionFields(sorted, upgrade);
		headers['via'] = extendedVia(via, httpVersion, this.#pseudonym, isTrusted);
		this.#setForwarded(request, sorted, peer);
		if (this.#trusted !== undefined && isTrusted) {
			exchange.client = this.#trusted.clientBehind(peer, forwarded?.['x-forwarded-for']);
		}

		this.#stripPrefix(request, headers);
		const requestId = this.#ids.take(forwarded?.['x-request-id']);
		exchange.requestId = requestId;
		headers['x-request-id'] = requestId;
		exchange.traceId = this.#traces.take(headers, this.#settings.startsTraces);
		request.headers = headers;
		return undefined;
	}

	#readTarget(request: IncomingMessage, sorted: SortedHeaders): LocalReply | undefined {
		const target = request.url!;
		if (target.length > maxTargetLength) {
			return localReplies.uriTooLong;
		}

		if (target.includes('#')) {
			return malformed('Its target has a fragment, which is not for servers.');
		}

		if (sorted.host === undefined) {
			if (request.httpVersion === '1.1') {
				return malformed('It has no Host field.');
			}
		} else if (!isAuthority(sorted.host)) {
			return malformed('Its Host is not a valid host.');
		}

		if (target.codePointAt(0) !== slash) {
			const special = readSpecialTarget(request.method!, target, schemeOf(request));
			if (special.problem !== undefined) {
				return malformed(special.problem);
			}

			sorted.host = special.authority ?? sorted.host;
			request.url = special.target;
		}

		if (sorted.host !== undefined) {
			sorted.headers['host'] = sorted.host;
		}

		return undefined;
	}

	#stripPrefix(request: IncomingMessage, headers: RequestHeaders): void {
		const {stripPrefix} = this.#settings;
		const shorter = stripPrefix === undefined ? undefined : withoutPrefix(request.url!, stripPrefix);
		if (shorter === undefined) {
			return;
		}

		request.url = shorter;
		// A trusted peer may have taken off what stood before that.
		const before = headers['x-forwarded-prefix'] as string | undefined;
		headers['x-forwarded-prefix'] = `${before ?? ''}${stripPrefix}`;
	}

	#setConnectionFields({headers, te, contentLength, transferEncoding}: SortedHeaders, upgrade: string | undefined): void {
		let connection = 'keep-alive';
		if (upgrade !== undefined) {
			headers['upgrade'] = upgrade;
			connection = 'upgrade';
		} else if (te !== undefined && acceptsTrailers(te)) {
			headers['te'] = 'trailers';
			connection = 'keep-alive, te';
		}

		headers['connection'] = connection;
		if (transferEncoding !== undefined) {
			headers['transfer-encoding'] = 'chunked';
		} else if (contentLength !== undefined) {
			// Without the zeros at its beginning, which some take for an octal number.
			headers['content-length'] = contentLength.startsWith('0') ? String(Number(contentLength)) : contentLength;
		}
	}

	#setForwarded(request: IncomingMessage, {headers, host, forwarded}: SortedHeaders, peer: string): void {
		const own = {
			peer, scheme: schemeOf(request), port: request.socket.localPort, host,
		};
		if (forwarded === undefined) {
			setForwarded(headers, own);
		} else {
			extendForwarded(headers, own, forwarded);
		}

		if (this.#settings.forwarded) {
			headers['forwarded'] = extendedForwarded(forwarded ?? {}, own);
		}
	}
}

const schemeOf = ({socket}: IncomingMessage): string => (socket as TLSSocket).encrypted ? 'https' : 'http';

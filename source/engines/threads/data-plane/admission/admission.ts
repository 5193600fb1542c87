import type {ForwardingSettings} from '../../../../model/forwarding.js';
import type {PoolSnapshot} from '../../../../model/pool.js';
import type {Exchange} from '../exchange.js';
import {type LocalReply, localReplies, malformed} from '../local-reply.js';
import {extendedForwarded, isEncrypted, setForwarded} from '../headers/forwarded-headers.js';
import {TraceContext} from '../headers/trace-context.js';
import {extendedVia, pseudonymOf} from '../headers/via.js';
import {StickySessions} from '../sessions/sticky-sessions.js';
import {AcmeChallenges, isAcmePath} from './acme-challenges.js';
import {httpsRedirect} from './https-redirect.js';
import {RateLimiter} from './rate-limiter.js';
import type {RequestHead} from './request-head.js';
import {RequestIds} from './request-ids.js';
import {withoutPrefix} from './request-target.js';
import {TrustedPeers} from './trusted-peers.js';
import {headProblem, lineProblem} from './validation.js';

const acceptsTrailers = (te: string): boolean =>
	te.split(',').some(coding => coding.trim().toLowerCase() === 'trailers');

/**
The first step of every exchange, for any codec: refuses ambiguous requests and those above a limit, and prepares the others for
a backend.
*/
export class Admission {
	readonly #pseudonym: string;
	readonly #limiter: RateLimiter;
	readonly #ids = new RequestIds();
	readonly #traces = new TraceContext();
	#settings!: ForwardingSettings;
	/** Where clients of plain HTTP are sent; undefined without TLS. */
	tlsPort: number | undefined;
	#trusted: TrustedPeers | undefined;
	#sessions: StickySessions | undefined;
	#challenges: AcmeChallenges | undefined;

	/** @param instance - Unique id of this process: lower-case hexadecimal digits, hard to guess. */
	constructor(settings: ForwardingSettings, instance: string, sharedMemory: SharedArrayBuffer) {
		this.#pseudonym = pseudonymOf(instance);
		this.#limiter = new RateLimiter(sharedMemory);
		this.configure(settings);
	}

	configure(settings: ForwardingSettings): void {
		this.#settings = settings;
		this.#trusted = settings.trustProxy.length === 0 ? undefined : new TrustedPeers(settings.trustProxy);
	}

	apply({traffic: {sessionKey, rateLimit, rateLimitBy}, members, tls}: PoolSnapshot): void {
		this.#challenges = tls === undefined || tls.challenges.length === 0 ? undefined : new AcmeChallenges(tls.challenges);
		this.#sessions = sessionKey === undefined ? undefined : this.#sessions ?? new StickySessions(sessionKey);
		this.#sessions?.apply(members);
		this.#limiter.configure(rateLimit, rateLimitBy);
	}

	/**
	Writes the target and header fields for backends into the head, and client, request id, trace, session and rate limit into
	the exchange.

	@returns The local reply to a refused request.
	*/
	admit(head: RequestHead, exchange: Exchange): LocalReply | undefined {
		const isTrusted = this.#trusted?.includes(head.peer.address) ?? false;
		const problem = lineProblem(head) ?? head.sort(isTrusted) ?? headProblem(head, this.#settings.maxBodyBytes);
		if (problem !== undefined) {
			return problem;
		}

		const turnedAway = this.#challenges?.replyTo(head.target) ?? this.#redirect(head) ?? this.#refuseCertificate(head);
		if (turnedAway !== undefined) {
			return turnedAway;
		}

		const {expect, via, httpVersion} = head;
		// HTTP/1.0 has no expectations (RFC 9110 §10.1.1).
		if (expect !== undefined && httpVersion !== '1.0') {
			if (expect.toLowerCase() !== '100-continue') {
				return localReplies.expectationFailed;
			}

			exchange.awaitsContinue = true;
		}

		if (via?.includes(this.#pseudonym)) {
			return localReplies.loopDetected;
		}

		if (head.host !== undefined) {
			head.set('host', head.host);
		}

		this.#setConnectionFields(head);
		head.set('via', extendedVia(via, httpVersion, this.#pseudonym, isTrusted));
		this.#setForwarded(head);
		if (this.#trusted !== undefined && isTrusted) {
			exchange.client = this.#trusted.clientBehind(head.peer.address, head.forwarded?.['x-forwarded-for']);
		}

		exchange.requestId = this.#ids.take(head.forwarded?.['x-request-id']);
		head.set('x-request-id', exchange.requestId);
		exchange.traceId = this.#traces.take(head, this.#settings.startsTraces);
		const refusal = this.#limit(exchange);
		if (refusal === undefined && this.#sessions !== undefined) {
			// As in the forwarded headers: a trusted proxy in front may have terminated TLS.
			exchange.session = this.#sessions.take(head, isEncrypted(head));
		}

		return refusal;
	}

	#redirect(head: RequestHead): LocalReply | undefined {
		if (!this.#settings.redirectHttps || this.tlsPort === undefined || isEncrypted(head) || isAcmePath(head.target)) {
			return undefined;
		}

		return head.host === undefined ? malformed('It has no Host field, without which it cannot be redirected to HTTPS.') : httpsRedirect(head, head.host, this.tlsPort);
	}

	#refuseCertificate({peer: {certificate}}: RequestHead): LocalReply | undefined {
		const {clientAuth} = this.#settings;
		if (clientAuth === undefined || certificate?.field !== undefined) {
			return undefined;
		}

		if (certificate !== undefined) {
			return {...localReplies.clientCertificateRefused, detail: `It cannot be verified: ${certificate.problem}.`};
		}

		return clientAuth === 'require' ? localReplies.clientCertificateRequired : undefined;
	}

	#setConnectionFields(head: RequestHead): void {
		const {upgrade, te, contentLength, transferEncoding} = head;
		let connection = 'keep-alive';
		if (upgrade !== undefined) {
			head.set('upgrade', upgrade);
			connection = 'upgrade';
		} else if (te !== undefined && acceptsTrailers(te)) {
			head.set('te', 'trailers');
			connection = 'keep-alive, te';
		}

		head.set('connection', connection);
		if (transferEncoding !== undefined) {
			head.set('transfer-encoding', 'chunked');
		} else if (contentLength !== undefined) {
			// Without leading zeros, which some parse as an octal number.
			head.set('content-length', contentLength.startsWith('0') ? String(Number(contentLength)) : contentLength);
		}
	}

	#setForwarded(head: RequestHead): void {
		setForwarded(head);
		if (this.#settings.forwarded) {
			head.set('forwarded', extendedForwarded(head));
		}

		const {stripPrefix} = this.#settings;
		const shorter = stripPrefix === undefined ? undefined : withoutPrefix(head.target, stripPrefix);
		// A trusted peer may have stripped a prefix before.
		const before = head.forwarded?.['x-forwarded-prefix'];
		if (shorter !== undefined) {
			head.target = shorter;
			head.set('x-forwarded-prefix', `${before ?? ''}${stripPrefix}`);
		} else if (before !== undefined) {
			head.set('x-forwarded-prefix', before);
		}
	}

	/** Replayed requests are exempt. */
	#limit(exchange: Exchange): LocalReply | undefined {
		if (exchange.replayOf !== undefined) {
			return undefined;
		}

		const waitMs = this.#limiter.take(exchange.client);
		const fields = this.#limiter.fields(waitMs);
		exchange.rateLimitFields = fields;
		return waitMs > 0
			? {...localReplies.rateLimited, fields: ['Retry-After', String(Math.ceil(waitMs / 1000)), ...fields ?? []]}
			: undefined;
	}
}

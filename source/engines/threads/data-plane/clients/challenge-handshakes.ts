import {createSecureContext, type SecureContext, type TlsOptions, type TLSSocket} from 'node:tls';
import type {AcmeChallenge} from '../../../../model/server-tls.js';

/** RFC 8737 §3 */
const acmeProtocol = 'acme-tls/1';

type TlsChallenge = Extract<AcmeChallenge, {readonly type: 'tls-alpn-01'}>;

/** Answers the handshakes of an authority that looks whether a name is served here (RFC 8737). All others choose among the usual protocols. */
export class ChallengeHandshakes {
	#challenges: ReadonlyMap<string, TlsChallenge> = new Map();
	readonly #answered = new WeakSet<TLSSocket>();

	apply(challenges: readonly AcmeChallenge[]): void {
		this.#challenges = new Map(challenges.filter(challenge => challenge.type === 'tls-alpn-01').map(challenge => [challenge.name, challenge]));
	}

	/** @param protocols - The preferred one first. */
	alpnCallback(protocols: readonly string[]): NonNullable<TlsOptions['ALPNCallback']> {
		// The name is false in a handshake that has none.
		const choose = (socket: TLSSocket, servername: string | false, offered: readonly string[]): string | undefined => {
			const challenge = servername !== false && offered.includes(acmeProtocol) ? this.#challenges.get(servername.toLowerCase()) : undefined;
			if (challenge === undefined) {
				return protocols.find(protocol => offered.includes(protocol));
			}

			const {cert, key} = challenge;
			socket.setKeyCert(createSecureContext({cert, key}));
			this.#answered.add(socket);
			return acmeProtocol;
		};

		return function (this: TLSSocket, {servername, protocols: offered}) {
			return choose(this, servername, offered);
		};
	}

	/** @param contextFor - By the name that a client asks for; undefined for the usual one. */
	sniCallback(contextFor: (serverName: string) => SecureContext | undefined): NonNullable<TlsOptions['SNICallback']> {
		const choose = (socket: TLSSocket, serverName: string): SecureContext | undefined => this.#answered.has(socket) ? undefined : contextFor(serverName);
		return function (this: TLSSocket, serverName, callback) {
			try {
				// A context would take the place of the certificate that answers the challenge.
				callback(null, choose(this, serverName));
			} catch (error) {
				callback(error as Error);
			}
		};
	}

	/** Nothing else is said on such a connection. */
	hasAnswered(socket: TLSSocket): boolean {
		return this.#answered.has(socket);
	}
}

import type {ServedCertificate} from '../../../../model/server-tls.js';

/** The first of each type of key: further ones would never be used. */
const oneOfEachType = (certificates: readonly ServedCertificate[]): readonly ServedCertificate[] =>
	certificates.filter(certificate => certificates.find(({keyType}) => keyType === certificate.keyType) === certificate);

/** Chooses certificates by the name that a client asks for (SNI, RFC 6066 §3). */
export class CertificateNames {
	/** For clients that ask for no name, for one that no certificate is for, or for one of the first certificate. */
	readonly usual: readonly ServedCertificate[];
	/**
	For all other names, one alone: of a context that is chosen by name, Node takes only one certificate. It is that with an elliptic
	curve, which costs less and which all clients of today accept.
	*/
	readonly #byName = new Map<string, ServedCertificate>();

	/** @param certificates - At least one. */
	constructor(certificates: readonly ServedCertificate[]) {
		const [first] = certificates;
		const firstName = first!.names[0];
		this.usual = firstName === undefined ? [first!] : oneOfEachType(certificates.filter(({names}) => names.includes(firstName)));
		for (const certificate of certificates) {
			for (const name of certificate.names) {
				const known = this.#byName.get(name);
				if (known === undefined || (certificate.keyType === 'ec' && known.keyType !== 'ec')) {
					this.#byName.set(name, certificate);
				}
			}
		}
	}

	/**
	Whether a request for a host may come on a connection that was opened for another name: some clients put all on one whose certificate
	they take to be good for them (RFC 9113 §9.1.1).

	@param serverName - Of the connection; undefined if it is not known.
	*/
	isMeant(serverName: string | undefined, host: string): boolean {
		const meant = serverName === undefined ? undefined : this.find(host);
		return meant === undefined || meant === this.find(serverName!);
	}

	/**
	By the exact name, or else by the wildcard in place of its first label (RFC 9525 §6.3).

	@returns undefined for the usual ones.
	*/
	find(serverName: string): ServedCertificate | undefined {
		const name = serverName.toLowerCase();
		const dot = name.indexOf('.');
		const found = this.#byName.get(name) ?? (dot === -1 ? undefined : this.#byName.get(`*${name.slice(dot)}`));
		return found && !this.usual.includes(found) ? found : undefined;
	}
}

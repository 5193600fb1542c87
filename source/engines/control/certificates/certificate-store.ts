import {setTimeout as delay} from 'node:timers/promises';
import {isDeepStrictEqual} from 'node:util';
import {type CertificateStatus, daysLeft} from '../../../model/certificate.js';
import type {UntimedEvent} from '../../../model/event.js';
import type {AcmeChallenge, ServerTls, TlsVersion} from '../../../model/server-tls.js';
import type {AcmeCertificates} from './acme/acme-certificates.js';
import {readAuthorities} from './read-authorities.js';
import {CertificateError} from './certificate-error.js';
import type {CertificateSource} from './certificate-source.js';
import type {CheckedCertificate} from './check-certificate.js';
import {ExpiryNotices} from './expiry-notices.js';
import type {TicketKeys} from './ticket-keys.js';

export type CertificateStoreOptions = {
	readonly minVersion: TlsVersion;
	readonly ticketKeys: TicketKeys;
	/** The authorities of clients' certificates, as PEM and where that was read; undefined if clients are not asked for any. */
	readonly clientCa?: {readonly file: string; readonly pem: string} | undefined;
	/** Obtains the certificates of some of the sources. */
	readonly acme?: AcmeCertificates | undefined;
	/** The file of the local authority, if that was made just now. */
	readonly newAuthority?: string;
};

/** What the store acts on once there is a control plane. */
export type CertificateStoreHandlers = {
	/** Resolves once all workers serve these. */
	apply(tls: ServerTls): Promise<void>;
	emit(event: UntimedEvent): void;
};

/** A certificate may be replaced a moment before its key. */
const secondLookMs = 1000;
const reloadMs = 3_600_000;

/** Why a certificate cannot be used today; undefined if it can. */
const dateProblem = ({notBefore, notAfter}: CertificateStatus): string | undefined => {
	const now = Date.now();
	if (now > notAfter) {
		return `has expired, on ${new Date(notAfter).toISOString().slice(0, 10)}.`;
	}

	return now < notBefore ? `is not valid before ${new Date(notBefore).toISOString().slice(0, 10)}.` : undefined;
};

/**
The certificates that clients are shown. Each is replaced when its source has another that can be used; until then the one before is
served on. Keys leave it for the workers only.
*/
export class CertificateStore {
	readonly #options: CertificateStoreOptions;
	readonly #sources: readonly CertificateSource[];
	readonly #notices = new ExpiryNotices();
	#certificates: readonly CheckedCertificate[];
	#clientCa: string | undefined;
	#clientCaProblem: string | undefined;
	#challenges: readonly AcmeChallenge[] = [];
	#tls!: ServerTls;
	#handlers!: CertificateStoreHandlers;
	#reloading: Promise<void> | undefined;
	#reloadTimer: NodeJS.Timeout | undefined;

	private constructor(sources: readonly CertificateSource[], certificates: readonly CheckedCertificate[], options: CertificateStoreOptions) {
		this.#sources = sources;
		this.#certificates = certificates;
		this.#clientCa = options.clientCa?.pem;
		this.#options = options;
		this.#renew();
	}

	/**
	@param sources - At least one.
	@param options
	@throws {CertificateError} With the name of the source in front.
	*/
	static async open(sources: readonly CertificateSource[], options: CertificateStoreOptions): Promise<CertificateStore> {
		const certificates = await Promise.all(sources.map(async source => source.read().catch((error: unknown) => {
			throw error instanceof CertificateError ? new CertificateError(`${source.name} ${error.message}`, {cause: error}) : error;
		})));
		return new CertificateStore(sources, certificates, options);
	}

	/** For the workers. */
	get tls(): ServerTls {
		return this.#tls;
	}

	status(): readonly CertificateStatus[] {
		return this.#certificates.map(({status}, index) => ({...status, ...this.#sources[index]!.renewal?.()}));
	}

	/** To be called once, before {@link reload}. */
	start(handlers: CertificateStoreHandlers): void {
		this.#handlers = handlers;
		const {newAuthority} = this.#options;
		if (newAuthority !== undefined) {
			handlers.emit({type: 'warning', warning: {type: 'authority-made', file: newAuthority}});
		}

		this.#tellExpiry();
		// Also has the local authority renew what it has signed.
		this.#reloadTimer = setInterval(() => {
			void this.#update();
		}, reloadMs).unref();
		this.#options.ticketKeys.rotate(() => {
			void this.#apply();
		});
		this.#options.acme?.start({
			applyChallenges: async challenges => {
				this.#challenges = challenges;
				await this.#apply();
			},
			onRenewed: async () => this.#update(),
			emit: handlers.emit,
		});
	}

	stop(): void {
		this.#options.acme?.stop();
		clearInterval(this.#reloadTimer);
		this.#options.ticketKeys.stop();
	}

	/** Takes in what has changed, and attempts again what has failed; resolves once all workers serve what has changed. */
	async reload(): Promise<void> {
		this.#options.acme?.lookNow();
		await this.#update();
	}

	async #update(): Promise<void> {
		// A reload that has begun may have read what was there before.
		const before = this.#reloading;
		const reloading = (async () => {
			await before;
			await this.#reload();
		})();
		this.#reloading = reloading;
		await reloading;
	}

	async #reload(): Promise<void> {
		const before = this.#certificates;
		this.#certificates = await Promise.all(before.map(async (certificate, index) => this.#readAgain(this.#sources[index]!, certificate)));
		const changed = this.#certificates.filter((certificate, index) => certificate.served !== before[index]!.served);
		const hasOtherClientCa = await this.#readClientCa();
		if (changed.length > 0 || hasOtherClientCa) {
			await this.#apply();
		}

		for (const {status: {names, notAfter, source}} of changed) {
			this.#handlers.emit({type: 'certificate-changed', names, notAfter, source});
		}

		for (const [index, {status: {problem, source}}] of this.#certificates.entries()) {
			if (problem !== undefined && problem !== before[index]!.status.problem) {
				this.#handlers.emit({type: 'warning', warning: {type: 'certificate-refused', source, reason: problem}});
			}
		}

		this.#tellExpiry();
	}

	/** @returns Whether the authorities of clients' certificates are others now. */
	async #readClientCa(): Promise<boolean> {
		const {clientCa, ticketKeys} = this.#options;
		if (clientCa === undefined) {
			return false;
		}

		const {file} = clientCa;
		const before = this.#clientCa;
		try {
			this.#clientCa = await readAuthorities(file);
			this.#clientCaProblem = undefined;
		} catch (error) {
			const reason = (error as Error).message;
			if (reason !== this.#clientCaProblem) {
				this.#clientCaProblem = reason;
				this.#handlers.emit({type: 'warning', warning: {type: 'certificate-refused', source: file, reason}});
			}
		}

		if (this.#clientCa === before) {
			return false;
		}

		// A resumed session counts as verified, whatever is trusted now.
		await ticketKeys.renew(this.#clientCa);
		return true;
	}

	/** @returns The same with its problem if the source has none that can be used. */
	async #readAgain(source: CertificateSource, current: CheckedCertificate): Promise<CheckedCertificate> {
		try {
			return await this.#readUsable(source, current).catch(async () => {
				await delay(secondLookMs, undefined, {ref: false});
				return this.#readUsable(source, current);
			});
		} catch (error) {
			return {...current, status: {...current.status, problem: (error as Error).message}};
		}
	}

	async #readUsable(source: CertificateSource, current: CheckedCertificate): Promise<CheckedCertificate> {
		const {served, status} = await source.read();
		if (isDeepStrictEqual(served, current.served)) {
			return {served: current.served, status};
		}

		const problem = dateProblem(status);
		if (problem !== undefined) {
			throw new CertificateError(problem);
		}

		return {served, status};
	}

	async #apply(): Promise<void> {
		this.#renew();
		await this.#handlers.apply(this.#tls);
	}

	#renew(): void {
		const {minVersion, ticketKeys} = this.#options;
		this.#tls = {minVersion, certificates: this.#certificates.map(({served}) => served), ticketKeys: ticketKeys.current, clientCa: this.#clientCa, challenges: this.#challenges};
	}

	#tellExpiry(): void {
		for (const {names, notAfter, source} of this.#notices.due(this.status())) {
			this.#handlers.emit({type: 'warning', warning: {type: 'certificate-expires', names, source, daysLeft: daysLeft(notAfter)}});
		}
	}
}

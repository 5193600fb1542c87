import {X509Certificate} from 'node:crypto';
import type {CertificateStatus} from '../../../../model/certificate.js';
import type {UntimedEvent} from '../../../../model/event.js';
import type {Clock} from '../../health/clock.js';
import type {CertificateRenewal, CertificateSource} from '../certificate-source.js';
import {checkCertificate, type CheckedCertificate} from '../check-certificate.js';
import {afterFailedAttempt} from './failed-attempt.js';
import {retryAfterRestart} from './back-off.js';
import {noProgress, type KeptCertificate, type RenewalProgress} from './kept-certificate.js';
import type {ObtainedCertificate, OrderOptions} from './obtain-certificate.js';
import {placeholderFor} from './placeholder.js';
import type {SuggestedRenewal} from './renewal-info.js';
import {renewalTime, type RenewalWindow} from './renewal-time.js';

/** What is asked of the authority. */
export type RenewerAuthority = {
	/** Its host name. */
	readonly host: string;
	obtain(options: Pick<OrderOptions, 'name' | 'begun' | 'keep'> & Pick<RenewalProgress, 'challengeTurn'> & {readonly current: X509Certificate | undefined}): Promise<ObtainedCertificate>;
	/** @returns undefined if it suggests nothing. */
	suggest(certificate: X509Certificate): Promise<SuggestedRenewal | undefined>;
};

export type RenewerHandlers = {
	/** Another certificate is to be served; resolves once it is. */
	onRenewed(): Promise<void>;
	emit(event: UntimedEvent): void;
};

/** A clock may be set, and a machine may sleep: a timer alone could come far too late. */
const leastRetryMs = 60_000;
const longestWaitMs = 3_600_000;
const shortestWaitMs = 1000;

/** Without its progress, a renewal begins anew after a restart, sooner than it should. */
const ignore = (): void => {};

/** An authority may suggest that what it has just issued be renewed at once; or the clock here may be wrong. */
const leastMsBetween = ({notBefore, notAfter}: CertificateStatus): number => Math.min((notAfter - notBefore) / 4, longestWaitMs);

/** The certificate for one name: obtained from an authority, renewed in time, and served from its file. */
export class Renewer implements CertificateSource {
	readonly domain: string;
	readonly #kept: KeptCertificate;
	readonly #authority: RenewerAuthority;
	readonly #clock: Pick<Clock, 'epoch' | 'schedule'>;
	#placeholder: Promise<CheckedCertificate> | undefined;
	#current: X509Certificate | undefined;
	#progress = noProgress;
	#window: RenewalWindow | undefined;
	#askWindowAt = 0;
	#handlers!: RenewerHandlers;
	#unschedule: (() => void) | undefined;
	#hasStopped = false;
	/** Nothing is due before the start. */
	#isLooking = true;

	constructor(domain: string, kept: KeptCertificate, authority: RenewerAuthority, clock: Pick<Clock, 'epoch' | 'schedule'>) {
		this.domain = domain;
		this.#kept = kept;
		this.#authority = authority;
		this.#clock = clock;
	}

	get name(): string {
		return this.#kept.file;
	}

	async read(): Promise<CheckedCertificate> {
		const certificate = await this.#readFile();
		if (certificate === undefined) {
			this.#current = undefined;
			this.#placeholder ??= placeholderFor(this.domain, this.#kept.file);
			return this.#placeholder;
		}

		const current = new X509Certificate(certificate.served.cert);
		if (this.#current?.fingerprint256 !== current.fingerprint256) {
			this.#current = current;
			this.#window = undefined;
			this.#askWindowAt = 0;
		}

		return certificate;
	}

	renewal(): CertificateRenewal {
		const {problem} = this.#progress;
		const renewsAt = Math.round(Math.max(this.#dueAt(), this.#clock.epoch()));
		return {renewsAt, ...(problem !== undefined && {problem})};
	}

	/** Obtains and renews it from now on. */
	async start(handlers: RenewerHandlers): Promise<void> {
		this.#handlers = handlers;
		if (this.#current === undefined) {
			handlers.emit({type: 'warning', warning: {type: 'certificate-pending', name: this.domain, authority: this.#authority.host}});
		}

		const progress = await this.#kept.loadProgress();
		this.#progress = {...progress, retryAt: retryAfterRestart(progress)};
		await this.#look();
	}

	/** Looks now whether something is due. What has failed is attempted again, unless that was just now. */
	lookNow(): void {
		const {failures, attemptedAt, retryAt} = this.#progress;
		if (!this.#isLooking && !this.#hasStopped) {
			this.#progress = {...this.#progress, retryAt: failures === 0 ? retryAt : Math.min(retryAt, attemptedAt + leastRetryMs)};
			this.#unschedule?.();
			void this.#look();
		}
	}

	stop(): void {
		this.#hasStopped = true;
		this.#unschedule?.();
	}

	#dueAt(): number {
		return Math.max(this.#progress.retryAt, this.#current === undefined ? 0 : renewalTime(this.#current, this.#window));
	}

	/** @returns undefined if there is none, or a damaged one: both are obtained anew. */
	async #readFile(): Promise<CheckedCertificate | undefined> {
		const {file} = this.#kept;
		const text = await this.#kept.load();
		try {
			return text === undefined ? undefined : checkCertificate({cert: text, key: text}, file, file);
		} catch {
			return undefined;
		}
	}

	/** Does what is due, and looks again when something is. */
	async #look(): Promise<void> {
		this.#isLooking = true;
		await this.#askWindow();
		if (this.#dueAt() <= this.#clock.epoch()) {
			await this.#renew();
		}

		this.#isLooking = false;
		if (!this.#hasStopped) {
			const dueMs = Math.min(this.#dueAt(), this.#askWindowAt) - this.#clock.epoch();
			this.#unschedule = this.#clock.schedule(() => {
				void this.#look();
			}, Math.min(Math.max(dueMs, shortestWaitMs), longestWaitMs));
		}
	}

	async #askWindow(): Promise<void> {
		if (this.#current === undefined) {
			this.#askWindowAt = Infinity;
			return;
		}

		const now = this.#clock.epoch();
		if (now >= this.#askWindowAt) {
			const {window, askAgainMs} = await this.#authority.suggest(this.#current) ?? {askAgainMs: Infinity};
			this.#window = window ?? this.#window;
			this.#askWindowAt = now + askAgainMs;
		}
	}

	async #renew(): Promise<void> {
		try {
			await this.read();
			if (this.#dueAt() > this.#clock.epoch()) {
				// Another instance has renewed it.
				await this.#handlers.onRenewed();
				return;
			}

			const {cert, key} = await this.#authority.obtain({
				name: this.domain,
				current: this.#current,
				challengeTurn: this.#progress.challengeTurn,
				begun: this.#progress.order,
				keep: async order => this.#advance({...this.#progress, order}),
			});
			await this.#take({cert, key});
		} catch (error) {
			if (!this.#hasStopped) {
				await this.#fail(error as Error);
			}
		}
	}

	async #take(obtained: ObtainedCertificate): Promise<void> {
		const {file} = this.#kept;
		const {status} = checkCertificate(obtained, file, file);
		await this.#kept.save(obtained);
		const now = this.#clock.epoch();
		await this.#advance({...noProgress, challengeTurn: this.#progress.challengeTurn, attemptedAt: now, retryAt: now + leastMsBetween(status)}).catch(ignore);
		await this.#handlers.onRenewed();
	}

	async #fail(error: Error): Promise<void> {
		const progress = afterFailedAttempt(this.#progress, error, this.#kept.file, this.#clock.epoch());
		await this.#advance(progress).catch(ignore);
		const {problem: reason, retryAt} = progress;
		this.#handlers.emit({type: 'warning', warning: {type: 'certificate-not-renewed', name: this.domain, reason, retryAt}});
	}

	async #advance(progress: RenewalProgress): Promise<void> {
		this.#progress = progress;
		await this.#kept.saveProgress(progress);
	}
}

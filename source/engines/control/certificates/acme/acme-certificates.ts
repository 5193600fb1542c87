import {createHash} from 'node:crypto';
import path from 'node:path';
import type {AcmeChallenge, AcmeChallengeType} from '../../../../model/server-tls.js';
import {systemClock, type Clock} from '../../health/clock.js';
import {Account, type ExternalAccount} from './account.js';
import {certificateId} from './certificate-id.js';
import {Challenges} from './challenges.js';
import {KeptCertificate} from './kept-certificate.js';
import {obtainCertificate, type ObtainedCertificate} from './obtain-certificate.js';
import {suggestedRenewal} from './renewal-info.js';
import {Renewer, type RenewerAuthority, type RenewerHandlers} from './renewer.js';
import {AcmeSession} from './acme-session.js';
import {Transport} from './transport.js';

export type AcmeOptions = {
	/** A certificate for each. */
	readonly names: readonly string[];
	/** URL of the authority's directory. */
	readonly directoryUrl: string;
	/** Where the account and the certificates are kept. */
	readonly folder: string;
	readonly email: string | undefined;
	readonly externalAccount: ExternalAccount | undefined;
	/** Authorities of the authority's own certificate, as PEM; those of Node.js if undefined. */
	readonly ca: string | undefined;
	/** Those that can be answered, the preferred one first. */
	readonly challengeTypes: readonly AcmeChallengeType[];
	readonly version: string;
	readonly clock?: Pick<Clock, 'epoch' | 'schedule'>;
};

export type AcmeHandlers = RenewerHandlers & {
	/** Resolves once all workers answer these. */
	applyChallenges(challenges: readonly AcmeChallenge[]): Promise<void>;
};

/** Of one authority: another has accounts and certificates of its own. */
const subfolderFor = (directoryUrl: string): string =>
	`${new URL(directoryUrl).hostname}-${createHash('sha256').update(directoryUrl).digest('hex').slice(0, 8)}`;

/** Beginning with another after each that was in vain: one of the ports may not be open to the authority. */
const rotated = <Item>(items: readonly Item[], count: number): readonly Item[] => {
	const first = count % items.length;
	return [...items.slice(first), ...items.slice(0, first)];
};

/** Certificates that are obtained from an authority and renewed (ACME, RFC 8555), each for one name. */
export class AcmeCertificates {
	readonly sources: readonly Renewer[];
	readonly #transport: Transport;
	readonly #session: AcmeSession;
	readonly #account: Account;
	readonly #options: AcmeOptions;
	readonly #stopping = new AbortController();
	#challenges!: Challenges;
	/** One order after the other: an authority counts them. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor(options: AcmeOptions) {
		const {names, directoryUrl, folder, email, externalAccount, ca, version, clock = {...systemClock, epoch: Date.now}} = options;
		const directory = path.join(folder, subfolderFor(directoryUrl));
		this.#options = options;
		this.#transport = new Transport(ca, version);
		this.#session = new AcmeSession(this.#transport, directoryUrl);
		this.#account = new Account({session: this.#session, directory, email, externalAccount});
		const authority: RenewerAuthority = {
			host: new URL(directoryUrl).host,
			obtain: async order => this.#inTurn(async () => this.#obtain(order)),
			suggest: async certificate => suggestedRenewal(this.#session, certificate),
		};
		this.sources = names.map(name => new Renewer(name, new KeptCertificate(directory, name), authority, clock));
	}

	start({applyChallenges, ...handlers}: AcmeHandlers): void {
		this.#challenges = new Challenges(applyChallenges);
		for (const source of this.sources) {
			void source.start(handlers);
		}
	}

	/** See {@link Renewer.lookNow}. */
	lookNow(): void {
		for (const source of this.sources) {
			source.lookNow();
		}
	}

	stop(): void {
		for (const source of this.sources) {
			source.stop();
		}

		this.#stopping.abort();
		this.#transport.stop();
	}

	async #obtain({challengeTurn, current, ...order}: Parameters<RenewerAuthority['obtain']>[0]): Promise<ObtainedCertificate> {
		const {renewalInfo} = await this.#session.directory();
		return obtainCertificate({
			...order,
			session: this.#session,
			account: this.#account,
			challenges: this.#challenges,
			challengeTypes: rotated(this.#options.challengeTypes, challengeTurn),
			replaces: current === undefined || renewalInfo === undefined ? undefined : certificateId(current),
			signal: this.#stopping.signal,
		});
	}

	async #inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
		const before = this.#turn;
		const turn = (async () => {
			await before;
			this.#stopping.signal.throwIfAborted();
			return action();
		})();
		this.#turn = turn.catch(() => {});
		return turn;
	}
}

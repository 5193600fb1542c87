import {Buffer} from 'node:buffer';
import * as z from 'zod';
import {AcmeError} from './acme-error.js';
import {loadAccount, saveAccount, type KeptAccount} from './account-file.js';
import {jsonWebKey, signedBySecret, thumbprint} from './jws.js';
import type {Reply, AcmeSession} from './acme-session.js';

/** Binds a new account to one that the authority knows otherwise (RFC 8555 §7.3.4). */
export type ExternalAccount = {
	readonly kid: string;
	/** As the authority gives it: base64url. */
	readonly key: string;
};

export type AccountOptions = {
	readonly session: AcmeSession;
	/** Where it is kept. */
	readonly directory: string;
	readonly email: string | undefined;
	readonly externalAccount: ExternalAccount | undefined;
};

const anything = z.unknown();

/** The account at an authority, made when it is first needed. */
export class Account {
	readonly #options: AccountOptions;
	#kept: KeptAccount | undefined;

	constructor(options: AccountOptions) {
		this.#options = options;
	}

	/** What a challenge is answered with (RFC 8555 §8.1). */
	async keyAuthorization(token: string): Promise<string> {
		const {key} = await this.#ready();
		return `${token}.${thumbprint(key)}`;
	}

	async post<Resource>(url: string, payload: unknown, schema: z.ZodType<Resource>): Promise<Reply<Resource>> {
		return this.#asAccount(async ({key, url: kid}) => this.#options.session.post(url, payload, {key, kid}, schema));
	}

	/** A chain of certificates, as PEM. */
	async download(url: string): Promise<string> {
		return this.#asAccount(async ({key, url: kid}) => this.#options.session.download(url, {key, kid}));
	}

	async #asAccount<Result>(action: (account: KeptAccount) => Promise<Result>): Promise<Result> {
		try {
			return await action(await this.#ready());
		} catch (error) {
			if (!(error instanceof AcmeError) || error.type !== 'accountDoesNotExist') {
				throw error;
			}

			// The authority has forgotten it.
			return action(await this.#register({key: this.#kept!.key}));
		}
	}

	async #ready(): Promise<KeptAccount> {
		const {directory, email, session} = this.#options;
		this.#kept ??= await loadAccount(directory);
		if (this.#kept.url === undefined) {
			return this.#register(this.#kept);
		}

		if (this.#kept.email !== email) {
			const {key, url} = this.#kept;
			await session.post(url, {contact: this.#contact}, {key, kid: url}, anything);
			await this.#keep({key, url, email});
		}

		return this.#kept;
	}

	get #contact(): readonly string[] {
		const {email} = this.#options;
		return email === undefined ? [] : [`mailto:${email}`];
	}

	/** RFC 8555 §7.3. */
	async #register({key}: Pick<KeptAccount, 'key'>): Promise<KeptAccount> {
		const {session, externalAccount, email} = this.#options;
		const {newAccount, meta} = await session.directory();
		if (meta?.externalAccountRequired === true && externalAccount === undefined) {
			throw new AcmeError(`The authority at ${new URL(newAccount).host} binds accounts to those that it knows: give the key that it has issued for that with --acme-eab-kid and --acme-eab-key`);
		}

		const {location} = await session.post(newAccount, {
			termsOfServiceAgreed: true,
			contact: this.#contact,
			...(externalAccount && {
				externalAccountBinding: signedBySecret(Buffer.from(externalAccount.key, 'base64url'), {kid: externalAccount.kid, url: newAccount}, jsonWebKey(key)),
			}),
		}, {key, kid: undefined}, anything);
		if (location === undefined) {
			throw new AcmeError(`The authority at ${new URL(newAccount).host} has made an account without saying where`);
		}

		return this.#keep({key, url: location, email});
	}

	async #keep(account: KeptAccount): Promise<KeptAccount> {
		await saveAccount(this.#options.directory, account);
		this.#kept = account;
		return account;
	}
}

import path from 'node:path';
import * as z from 'zod';
import {CertificateError} from '../certificate-error.js';
import {readIfThere, replaceFile} from '../private-files.js';
import type {KeptOrder, ObtainedCertificate} from './obtain-certificate.js';

/** How far the next certificate is. */
export type RenewalProgress = {
	readonly order?: KeptOrder | undefined;
	/** Attempts in a row. */
	readonly failures: number;
	/** The last one, in milliseconds since the epoch. */
	readonly attemptedAt: number;
	readonly retryAt: number;
	/** How often an authority has not found the name by a challenge: the next one is of another type. */
	readonly challengeTurn: number;
	/** Why it has failed. */
	readonly problem?: string | undefined;
};

export const noProgress: RenewalProgress = {failures: 0, attemptedAt: 0, retryAt: 0, challengeTurn: 0};

const count = z.int().nonnegative();

const progressFile = z.object({
	order: z.object({url: z.url(), key: z.string()}).optional(),
	failures: count,
	attempted_at: z.iso.datetime(),
	retry_at: z.iso.datetime(),
	challenge_turn: count,
	problem: z.string().optional(),
});

/** The files of one certificate: itself with its key, and how far the next one is. */
export class KeptCertificate {
	readonly file: string;
	readonly #progressFile: string;

	constructor(directory: string, name: string) {
		this.file = path.join(directory, `${name}.pem`);
		this.#progressFile = path.join(directory, `${name}.json`);
	}

	/**
	As PEM, its key included; undefined if there is none yet.

	@throws {CertificateError}
	*/
	async load(): Promise<string | undefined> {
		try {
			return await readIfThere(this.file);
		} catch (error) {
			throw new CertificateError(`cannot be read: ${(error as Error).message}. Let this user read and write it.`, {cause: error});
		}
	}

	async save({cert, key}: ObtainedCertificate): Promise<void> {
		await replaceFile(this.file, `${key.trimEnd()}\n${cert.trimEnd()}\n`);
	}

	async loadProgress(): Promise<RenewalProgress> {
		try {
			const text = await readIfThere(this.#progressFile) ?? '';
			const {order, failures, attempted_at: attemptedAt, retry_at: retryAt, challenge_turn: challengeTurn, problem} = progressFile.parse(JSON.parse(text));
			return {order, failures, attemptedAt: Date.parse(attemptedAt), retryAt: Date.parse(retryAt), challengeTurn, problem};
		} catch {
			// Without it, the next certificate begins anew.
			return noProgress;
		}
	}

	async saveProgress({order, failures, attemptedAt, retryAt, challengeTurn, problem}: RenewalProgress): Promise<void> {
		await replaceFile(this.#progressFile, `${JSON.stringify({
			order, failures, attempted_at: new Date(attemptedAt), retry_at: new Date(retryAt), challenge_turn: challengeTurn, problem,
		}, undefined, '\t')}\n`);
	}
}

import {createPrivateKey, type KeyObject} from 'node:crypto';
import path from 'node:path';
import {newKeyPair, privatePem} from '../key-pair.js';
import {readIfThere, replaceFile} from '../private-files.js';
import {AcmeError} from './acme-error.js';

/** An account at an authority, as it is kept. */
export type KeptAccount = {
	readonly key: KeyObject;
	/** Undefined until the authority has made it. */
	readonly url?: string | undefined;
	readonly email?: string | undefined;
};

const fileIn = (directory: string): string => path.join(directory, 'account.json');

export const saveAccount = async (directory: string, {key, url, email}: KeptAccount): Promise<void> => {
	await replaceFile(fileIn(directory), `${JSON.stringify({key: privatePem(key), url, email}, undefined, '\t')}\n`);
};

/** The account that is kept there; with a new key if there is none. */
export const loadAccount = async (directory: string): Promise<KeptAccount> => {
	const text = await readIfThere(fileIn(directory));
	if (text !== undefined) {
		try {
			const {key, url, email} = JSON.parse(text) as Readonly<Record<'key' | 'url' | 'email', string | undefined>>;
			return {key: createPrivateKey(String(key)), url, email};
		} catch (error) {
			throw new AcmeError(`The account in ${fileIn(directory)} is damaged: delete that file, and another account is made`, {cause: error});
		}
	}

	const {privateKey: key} = await newKeyPair();
	const account = {key};
	// Before the authority knows it: an account whose key is lost is of no use.
	await saveAccount(directory, account);
	return account;
};

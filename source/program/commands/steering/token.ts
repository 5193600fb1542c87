import type {Environment} from '../../../config/environment.js';
import {environmentName, flagName} from '../../../config/names.js';
import {readTokenFile} from '../../../config/read-admin-token.js';
import {SettingsError} from '../../../config/settings-error.js';

/** An empty value, such as of an unset shell variable, counts as not given. */
export const isGiven = (text: string | undefined): text is string => text !== undefined && text !== '';

/** The token or its file; undefined for neither. */
export type GivenToken = {readonly token: string} | {readonly file: string} | undefined;

type Source = {readonly token: string | undefined; readonly file: string | undefined};

const tokenOf = ({token, file}: Source, nameOf: (key: 'adminToken' | 'adminTokenFile') => string): GivenToken => {
	if (isGiven(token) && isGiven(file)) {
		throw new SettingsError([`${nameOf('adminToken')} and ${nameOf('adminTokenFile')} both set the token; give one of them.`]);
	}

	return isGiven(token) ? {token} : (isGiven(file) ? {file} : undefined);
};

/**
Flags go before the environment, whichever of the two they give.

@throws {SettingsError} When one source gives both.
*/
export const givenToken = (flags: Source, environment: Environment): GivenToken =>
	tokenOf(flags, flagName) ?? tokenOf({token: environment[environmentName('adminToken')], file: environment[environmentName('adminTokenFile')]}, environmentName);

/**
The token itself. A file is only read here: a new token in it would be none that the instance knows.

@throws {SettingsError}
*/
export const readGivenToken = async (given: GivenToken): Promise<string | undefined> => {
	if (given === undefined || 'token' in given) {
		return given?.token;
	}

	const token = await readTokenFile(given.file);
	if (token === undefined) {
		throw new SettingsError([`${flagName('adminTokenFile')} ${given.file} does not exist. Give the file that the instance was started with, or its token as ${environmentName('adminToken')}.`]);
	}

	return token;
};

import type {AcmeChallenge, AcmeChallengeType} from '../../../../model/server-tls.js';
import {AcmeError} from './acme-error.js';
import type {Account} from './account.js';
import {challengeCertificate} from './challenge-certificate.js';
import type {Challenges} from './challenges.js';
import {pollUntil} from './polling.js';
import {authorizationResource, challengeResource, type Authorization} from './resources.js';

export type Authorizer = {
	readonly account: Account;
	readonly challenges: Challenges;
	/** Those that can be answered here, the preferred one first. */
	readonly challengeTypes: readonly AcmeChallengeType[];
	readonly signal: AbortSignal;
};

const answerTo = async (type: AcmeChallengeType, name: string, token: string, keyAuthorization: string): Promise<AcmeChallenge> =>
	type === 'http-01' ? {type, token, keyAuthorization} : challengeCertificate(name, keyAuthorization);

const problemOf = ({challenges, identifier: {value}, status}: Authorization): string => {
	const reason = challenges.find(({error}) => error?.detail !== undefined)?.error?.detail;
	return `The authority has not found ${value} to be served here: ${reason ?? `its authorization is ${status}`}`;
};

/**
Shows an authority that a name is served here (RFC 8555 §7.5).

@throws {AcmeError} When it finds otherwise.
*/
export const authorize = async (url: string, {account, challenges, challengeTypes, signal}: Authorizer): Promise<void> => {
	const ask = async () => account.post(url, undefined, authorizationResource);
	const {resource} = await ask();
	if (resource.status === 'valid') {
		return;
	}

	const {identifier: {value: name}} = resource;
	const offered = challengeTypes.map(wanted => resource.challenges.find(({type}) => type === wanted)).find(challenge => challenge !== undefined);
	if (offered?.token === undefined || resource.status !== 'pending') {
		throw new AcmeError(resource.status === 'pending'
			? `The authority offers none of the challenges for ${name} that can be answered here (${challengeTypes.join(', ')})`
			: problemOf(resource));
	}

	const answer = await answerTo(offered.type as AcmeChallengeType, name, offered.token, await account.keyAuthorization(offered.token));
	await challenges.during(answer, async () => {
		await account.post(offered.url, {}, challengeResource);
		const final = await pollUntil(ask, ({status}) => status !== 'pending', signal);
		if (final.status !== 'valid') {
			throw new AcmeError(problemOf(final), {type: 'unauthorized'});
		}
	});
};

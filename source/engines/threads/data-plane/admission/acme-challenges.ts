import type {AcmeChallenge} from '../../../../model/server-tls.js';
import {localReplies, type LocalReply} from '../local-reply.js';

const folder = '/.well-known/acme-challenge/';

/** Whether an authority may ask for this; the challenge may be a backend's own. */
export const isAcmePath = (target: string): boolean => target.startsWith(folder);

/** Answers the requests of an authority that looks whether a name is served here (RFC 8555 §8.3). */
export class AcmeChallenges {
	readonly #replies: ReadonlyMap<string, LocalReply>;

	constructor(challenges: readonly AcmeChallenge[]) {
		this.#replies = new Map(challenges
			.filter(challenge => challenge.type === 'http-01')
			.map(({token, keyAuthorization}) => [`${folder}${token}`, {...localReplies.acmeChallenge, content: keyAuthorization}]));
	}

	/** @returns undefined for all other requests, those of a backend's own challenges among them. */
	replyTo(target: string): LocalReply | undefined {
		return this.#replies.get(target);
	}
}

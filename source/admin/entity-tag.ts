import type {Status} from '../model/status.js';
import {Problem} from './problem.js';

/** ETag of a version of the pool in one run of the program (RFC 9110 §8.8.3). */
export const entityTag = ({version, startedAt}: Pick<Status, 'version' | 'startedAt'>): string => `"${startedAt.toString(36)}-${version}"`;

/**
Refuses a change based on another version of the pool (RFC 9110 §13.1.1).

@throws {Problem} 412.
*/
export const checkIfMatch = (ifMatch: string, status: Status): void => {
	const current = entityTag(status);
	if (ifMatch.trim() === '*' || ifMatch.split(',').some(tag => tag.trim() === current)) {
		return;
	}

	throw new Problem(412, 'pool_changed', 'The pool has changed since; read it again and retry.', {headers: {ETag: current}});
};

import {isAuthority} from '../../../../model/authority.js';
import {framingProblem} from '../bodies/framing.js';
import {malformed, type LocalReply, localReplies} from '../local-reply.js';
import type {RequestHead} from './request-head.js';
import {maxHeaderFields, maxTargetLength} from './request-limits.js';
import {readSpecialTarget} from './request-target.js';

const slash = 0x2F;
const knownVersions = new Set(['1.0', '1.1', '2.0']);

/** Checks that precede the sorting of the header fields. */
export const lineProblem = ({httpVersion, fieldCount, method}: RequestHead): LocalReply | undefined => {
	if (!knownVersions.has(httpVersion)) {
		return malformed('It is neither HTTP/1.1 nor HTTP/1.0.');
	}

	if (fieldCount > maxHeaderFields) {
		return localReplies.headersTooLarge;
	}

	// CONNECT is for forward proxies.
	return method === 'CONNECT' ? localReplies.methodNotSupported : undefined;
};

/** Converts the target to the form for backends. */
const readTarget = (head: RequestHead): LocalReply | undefined => {
	const {target, host, httpVersion} = head;
	if (target.length > maxTargetLength) {
		return localReplies.uriTooLong;
	}

	if (target.includes('#')) {
		return malformed('Its target has a fragment, which is not for servers.');
	}

	if (host === undefined) {
		if (httpVersion !== '1.0') {
			return malformed('It has no Host field.');
		}
	} else if (!isAuthority(host)) {
		return malformed('Its Host is not a valid host.');
	}

	if (target.codePointAt(0) !== slash) {
		const special = readSpecialTarget(head.method, target, head.peer.scheme);
		if (special.problem !== undefined) {
			return malformed(special.problem);
		}

		head.host = special.authority ?? host;
		head.target = special.target;
	}

	return undefined;
};

/**
Decrements `Max-Forwards` (RFC 9110 §7.6.2).

@returns The local reply if this proxy is the last recipient.
*/
const countHop = (head: RequestHead): LocalReply | undefined => {
	if (head.method !== 'TRACE' && head.method !== 'OPTIONS') {
		return undefined;
	}

	const left = head.get('max-forwards');
	if (left === undefined || !/^\d{1,9}$/v.test(String(left))) {
		return undefined;
	}

	if (Number(left) === 0) {
		return localReplies.methodNotSupported;
	}

	head.set('max-forwards', String(Number(left) - 1));
	return undefined;
};

/**
Refuses ambiguous requests and those above a limit. Converts the target to the form for backends.

@param head - Sorted.
@param maxBodyBytes - Undefined for no limit.
*/
export const headProblem = (head: RequestHead, maxBodyBytes: number | undefined): LocalReply | undefined =>
	// A forwarded upgrade is forwarded with its body.
	framingProblem(head, head.httpVersion, head.upgrade === undefined && head.isTaken, maxBodyBytes)
	?? readTarget(head)
	?? countHop(head);

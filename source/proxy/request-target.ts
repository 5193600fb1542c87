import {isAuthority} from '../model/authority.js';

const absoluteForm = /^(?<origin>(?<scheme>[a-z][\w+\-.]*):\/\/(?<authority>[^\/?]*))(?:[\/?].*)?$/iv;

export type SpecialTarget =
	/** `authority` is that of the absolute form, which goes before `Host` (RFC 9112 §3.2.2). */
	| {readonly authority: string | undefined; readonly problem?: undefined}
	| {readonly problem: string};

/**
Checks a request target that does not begin with a slash: absolute form, and the asterisk of OPTIONS (RFC 9112 §3.2).

@param scheme - Of the connection; a target that names another was not meant for it.
*/
export const readSpecialTarget = (method: string, target: string, scheme: string): SpecialTarget => {
	if (target === '*') {
		return method === 'OPTIONS' ? {authority: undefined} : {problem: 'Only OPTIONS can be meant for no resource in particular.'};
	}

	const parts = absoluteForm.exec(target)?.groups;
	if (parts === undefined) {
		return {problem: 'Its target is neither a path nor a URL.'};
	}

	if (parts['scheme']!.toLowerCase() !== scheme) {
		return {problem: `Its target is no ${scheme} URL.`};
	}

	return isAuthority(parts['authority']!) ? {authority: parts['authority']} : {problem: 'Its target has no valid host.'};
};

/**
Takes a prefix off a target's path, if that begins with all segments of it.

@returns undefined if it does not.
*/
export const withoutPrefix = (target: string, prefix: string): string | undefined => {
	const pathStart = target.startsWith('/') ? 0 : absoluteForm.exec(target)?.groups?.['origin']!.length ?? target.length;
	const rest = target.slice(pathStart + prefix.length);
	const isWithin = target.startsWith(prefix, pathStart) && (rest === '' || rest.startsWith('/') || rest.startsWith('?'));
	return isWithin ? `${target.slice(0, pathStart)}${rest.startsWith('/') ? '' : '/'}${rest}` : undefined;
};

import {isAuthority} from '../../../../model/authority.js';

const absoluteForm = /^(?<scheme>[a-z][\w+\-.]*):\/\/(?<authority>[^\/?]*)(?<rest>[\/?].*)?$/iv;

export type SpecialTarget =
	| {
		/** Of the absolute form; takes precedence over `Host` (RFC 9112 §3.2.2). */
		readonly authority: string | undefined;
		/** In origin form, as origin servers expect it (RFC 9112 §3.2.1). */
		readonly target: string;
		readonly problem?: undefined;
	}
	| {readonly problem: string};

/** RFC 9112 §3.2.1 and §3.2.4. */
const originForm = (method: string, rest: string | undefined): string => {
	if (rest === undefined) {
		return method === 'OPTIONS' ? '*' : '/';
	}

	return rest.startsWith('/') ? rest : `/${rest}`;
};

/**
Parses a request target that does not begin with a slash: absolute form or asterisk form (RFC 9112 §3.2).

@param method
@param target
@param scheme - Of the connection; a target with another scheme is refused.
*/
export const readSpecialTarget = (method: string, target: string, scheme: string): SpecialTarget => {
	if (target === '*') {
		return method === 'OPTIONS' ? {authority: undefined, target} : {problem: 'Only OPTIONS can have the target *.'};
	}

	const parts = absoluteForm.exec(target)?.groups;
	if (parts === undefined) {
		return {problem: 'Its target is neither a path nor a URL.'};
	}

	const {authority, rest} = parts;
	if (parts['scheme']!.toLowerCase() !== scheme) {
		return {problem: `Its target is not an ${scheme} URL.`};
	}

	return isAuthority(authority!) ? {authority, target: originForm(method, rest)} : {problem: 'Its target has no valid host.'};
};

/**
Strips a prefix of whole path segments from a target.

@returns undefined if the target does not have it.
*/
export const withoutPrefix = (target: string, prefix: string): string | undefined => {
	const rest = target.slice(prefix.length);
	const isWithin = target.startsWith(prefix) && (rest === '' || rest.startsWith('/') || rest.startsWith('?'));
	return isWithin ? `${rest.startsWith('/') ? '' : '/'}${rest}` : undefined;
};

import {isNameScheme, parseBackendName} from './backend-name.js';
import {intendedUrl} from './intended-url.js';

export type BackendUrl =
	/** The normalised origin, such as `http://host:3000`: host in lower case, default port left out, IPv6 in brackets. */
	| {readonly url: string; readonly reason?: undefined}
	/** The problem, in a sentence. */
	| {readonly url?: undefined; readonly reason: string};

const refuse = (reason: string): BackendUrl => ({reason});

const maxLength = 512;

/** Host name labels as in RFC 1123 section 2.1, plus the underscore that container networks use. */
const isHostName = (hostname: string): boolean =>
	hostname.length <= 254
	&& hostname.replace(/\.$/v, '').split('.').every(label => /^\w(?:[\w\-]{0,61}\w)?$/v.test(label));

const checkOrigin = (text: string): BackendUrl => {
	const authority = /^(?:https?|h2c):\/\/(?<authority>[^#\/?]*)/iv.exec(text)?.groups?.['authority'] ?? '';
	if (authority.includes('@')) {
		return refuse('A backend URL cannot contain a user or password; leave that part off.');
	}

	const port = /:(?<port>\d*)$/v.exec(authority)?.groups?.['port'];
	if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
		return refuse(`A port is a number from 1 to 65535${port === '' ? '' : `, not ${port}`}.`);
	}

	const host = port === undefined ? authority : authority.slice(0, -port.length - 1);
	if (host === '') {
		return refuse('A backend URL needs a host, such as http://localhost:3000.');
	}

	// Only the hosts of schemes that it knows are normalised.
	const isHttp2 = /^h2c:/iv.test(text);
	const url = URL.parse(isHttp2 ? text.replace(/^h2c/iv, 'http') : text);
	if (!url || !(url.hostname.startsWith('[') || isHostName(url.hostname))) {
		return refuse(`"${host}" is not a valid host name or IP address.`);
	}

	const rest = text.slice(text.indexOf(authority) + authority.length);
	return rest !== '' && rest !== '/' ? refuse(`A backend URL ends after the host and port; leave "${rest}" off.`) : {url: isHttp2 ? url.origin.replace('http', 'h2c') : url.origin};
};

/** Parses a backend URL: an http, https or h2c (HTTP/2 without TLS) origin without credentials, path, query or fragment. Backends with the same normalized URL are the same. */
export const parseBackendUrl = (text: string): BackendUrl => {
	const trimmed = text.trim();
	if (isNameScheme(trimmed)) {
		const name = parseBackendName(trimmed);
		return typeof name === 'string' ? refuse(name) : {url: name.url};
	}

	if (trimmed === '') {
		return refuse('A backend URL is needed, such as http://localhost:3000.');
	}

	if (trimmed.length > maxLength) {
		return refuse(`A backend URL has at most ${maxLength} characters.`);
	}

	// The URL parser drops tabs and newlines and turns backslashes into slashes: the result would differ from the input.
	if (/[\s\p{Other}\\]/v.test(trimmed)) {
		return refuse('A backend URL cannot contain spaces, control characters or backslashes.');
	}

	if (/^(?:https?|h2c):\/\//iv.test(trimmed)) {
		return checkOrigin(trimmed);
	}

	const meant = trimmed.includes('//') ? undefined : checkOrigin(intendedUrl(trimmed)).url;
	return refuse(`A backend URL starts with http:// or https://${meant === undefined ? ', such as http://localhost:3000.' : `; did you mean ${meant}?`}`);
};

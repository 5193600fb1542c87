import {createHash, timingSafeEqual} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import {Problem} from './problem.js';

const valuesOf = (rawHeaders: readonly string[], name: string): readonly string[] =>
	rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === name);

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** Takes the same time however much of the two agrees, and however long they are. */
const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));

const checkHost = (rawHeaders: readonly string[], allowed: ReadonlySet<string>): void => {
	const [host, ...others] = valuesOf(rawHeaders, 'host');
	if (host === undefined || others.length > 0) {
		throw new Problem(400, 'malformed_request', 'A request carries exactly one Host header.');
	}

	if (allowed.has(host.toLowerCase())) {
		return;
	}

	const [known] = allowed;
	throw new Problem(403, 'host_not_allowed', `The admin API does not answer to this Host; ask for http://${known}.`);
};

/** What a browser says of the page that asks. Other clients send neither header. */
const checkOrigin = (rawHeaders: readonly string[]): void => {
	const [host] = valuesOf(rawHeaders, 'host');
	const isOwnPage = valuesOf(rawHeaders, 'origin').every(origin => origin.toLowerCase() === `http://${host?.toLowerCase()}`)
		&& valuesOf(rawHeaders, 'sec-fetch-site').every(site => site === 'same-origin' || site === 'none');
	if (isOwnPage) {
		return;
	}

	throw new Problem(403, 'origin_not_allowed', 'Pages of other sites may not use the admin API.');
};

const checkToken = ({authorization = ''}: IncomingMessage['headers'], token: string): void => {
	const given = /^bearer +(?<token>\S+) *$/iv.exec(authorization)?.groups?.['token'];
	if (given === undefined) {
		throw new Problem(401, 'unauthorized', 'The admin API asks for a token: send "Authorization: Bearer" followed by it.', {
			headers: {'WWW-Authenticate': 'Bearer realm="proxy-tui"'},
		});
	}

	if (!isSame(given, token)) {
		throw new Problem(401, 'unauthorized', 'The token is wrong.', {
			headers: {'WWW-Authenticate': 'Bearer realm="proxy-tui", error="invalid_token"'},
		});
	}
};

type Admission = {
	/** See `allowedHosts`. */
	readonly hosts: ReadonlySet<string>;
	/** What clients have to know; undefined when there is nothing. */
	readonly token: string | undefined;
};

/**
Decides who may ask at all, before anything else of a request is looked at.

@throws {Problem} 400, 401 or 403.
*/
export const guard = ({headers, rawHeaders}: IncomingMessage, {hosts, token}: Admission): void => {
	checkHost(rawHeaders, hosts);
	checkOrigin(rawHeaders);
	if (token !== undefined) {
		checkToken(headers, token);
	}
};

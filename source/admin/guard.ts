import {Buffer} from 'node:buffer';
import {createHash, timingSafeEqual} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import {normalAddress} from '../model/ip-address.js';
import {Problem} from './problem.js';

const valuesOf = (rawHeaders: readonly string[], name: string): readonly string[] =>
	rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === name);

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** Takes the same time however much of the two agrees, and however long they are. */
const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));

const checkHost = (rawHeaders: readonly string[], allowed: ReadonlySet<string>): void => {
	const [host, ...others] = valuesOf(rawHeaders, 'host');
	if (host === undefined || others.length > 0) {
		throw new Problem(400, 'malformed_request', 'A request must have exactly one Host header.');
	}

	if (allowed.has(host.toLowerCase())) {
		return;
	}

	const [known] = allowed;
	throw new Problem(403, 'host_not_allowed', `The admin API does not serve this Host; use http://${known}.`);
};

/** What a browser says of the page that asks. Other clients send neither header. */
const checkOrigin = (rawHeaders: readonly string[]): void => {
	const [host] = valuesOf(rawHeaders, 'host');
	const isOwnPage = valuesOf(rawHeaders, 'origin').every(origin => origin.toLowerCase() === `http://${host?.toLowerCase()}`)
		&& valuesOf(rawHeaders, 'sec-fetch-site').every(site => site === 'same-origin' || site === 'none');
	if (isOwnPage) {
		return;
	}

	throw new Problem(403, 'origin_not_allowed', 'Cross-site requests to the admin API are forbidden.');
};

/** Basic is what browsers ask a person for: any name, and the token as the password. */
const givenToken = ({authorization = ''}: IncomingMessage['headers']): string | undefined => {
	const {scheme, credentials} = /^(?<scheme>bearer|basic) +(?<credentials>\S+) *$/iv.exec(authorization)?.groups ?? {};
	return scheme?.toLowerCase() === 'basic'
		? /^[^:]*:(?<token>.+)$/sv.exec(Buffer.from(credentials!, 'base64').toString())?.groups?.['token']
		: credentials;
};

const unauthorized = ({headers}: IncomingMessage, detail: string, error: string): Problem => {
	const bearer = `Bearer realm="proxy-tui"${error}`;
	// Other programs would not know whom to ask for a password.
	const isPage = headers.accept?.includes('text/html') ?? false;
	return new Problem(401, 'unauthorized', detail, {headers: {'WWW-Authenticate': isPage ? `Basic realm="proxy-tui", charset="UTF-8", ${bearer}` : bearer}});
};

/** Who asks, and what they may do. */
export type Client = {
	/** For the record of what was changed. */
	readonly name: string;
	/** Whether they may change things, and see secrets. */
	readonly maySteer: boolean;
};

const clientOf = (request: IncomingMessage, {token, readToken, onUnauthorized}: Pick<Admission, 'token' | 'readToken' | 'onUnauthorized'>): Client => {
	const address = normalAddress(request.socket.remoteAddress ?? '') ?? 'a disconnected client';
	if (token === undefined) {
		return {name: address, maySteer: true};
	}

	const given = givenToken(request.headers);
	if (given === undefined) {
		// Credentials that cannot be read are a wrong guess as well.
		onUnauthorized?.(address, Boolean(request.headers.authorization));
		throw unauthorized(request, 'The admin API requires a token: send "Authorization: Bearer" followed by it.', '');
	}

	if (isSame(given, token)) {
		return {name: `${address} with the token`, maySteer: true};
	}

	if (readToken !== undefined && isSame(given, readToken)) {
		return {name: `${address} with the read-only token`, maySteer: false};
	}

	onUnauthorized?.(address, true);
	throw unauthorized(request, 'The token is wrong.', ', error="invalid_token"');
};

const readingMethods: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

export type Admission = {
	/** See `allowedHosts`; undefined where the way in is a file, which no name leads to. */
	readonly hosts: ReadonlySet<string> | undefined;
	/** What clients have to know; undefined when there is nothing. */
	readonly token: string | undefined;
	/** What those have to know who may only look. */
	readonly readToken: string | undefined;
	/** Told of requests without the right token. */
	readonly onUnauthorized?: ((address: string, hasToken: boolean) => void) | undefined;
	/** How clients are called whose address says nothing. */
	readonly name?: string;
	/** Whether what is asked for is told without a token. */
	readonly isOpen: boolean;
};

/**
Decides who may ask at all, before anything else of a request is looked at.

@throws {Problem} 400, 401 or 403.
*/
export const guard = (request: IncomingMessage, {hosts, name, isOpen, ...tokens}: Admission): Client => {
	if (hosts) {
		checkHost(request.rawHeaders, hosts);
	}

	checkOrigin(request.rawHeaders);
	if (isOpen && readingMethods.has(request.method)) {
		return {name: 'anybody', maySteer: false};
	}

	const client = clientOf(request, tokens);
	if (!client.maySteer && !readingMethods.has(request.method)) {
		throw new Problem(403, 'read_only_token', 'This token is read-only. Use the admin token to make changes.');
	}

	return name === undefined ? client : {...client, name};
};

import {Buffer} from 'node:buffer';
import {createHash, timingSafeEqual} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import type {Actor} from '../model/actor.js';
import {normalAddress} from '../model/ip-address.js';
import {Problem} from './problem.js';

const valuesOf = (rawHeaders: readonly string[], name: string): readonly string[] =>
	rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === name);

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** Compares in constant time. */
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

/** Fetch metadata and origin; other clients send neither. */
const checkOrigin = (rawHeaders: readonly string[]): void => {
	const [host] = valuesOf(rawHeaders, 'host');
	const isOwnPage = valuesOf(rawHeaders, 'origin').every(origin => origin.toLowerCase() === `http://${host?.toLowerCase()}`)
		&& valuesOf(rawHeaders, 'sec-fetch-site').every(site => site === 'same-origin' || site === 'none');
	if (isOwnPage) {
		return;
	}

	throw new Problem(403, 'origin_not_allowed', 'Cross-site requests to the admin API are forbidden.');
};

/** Browsers prompt for Basic: any name, and the token as the password. */
const givenToken = ({authorization = ''}: IncomingMessage['headers']): string | undefined => {
	const {scheme, credentials} = /^(?<scheme>bearer|basic) +(?<credentials>\S+) *$/iv.exec(authorization)?.groups ?? {};
	return scheme?.toLowerCase() === 'basic'
		? /^[^:]*:(?<token>.+)$/sv.exec(Buffer.from(credentials!, 'base64').toString())?.groups?.['token']
		: credentials;
};

const unauthorized = ({headers}: IncomingMessage, detail: string, error: string): Problem => {
	const bearer = `Bearer realm="proxy-tui"${error}`;
	// Other clients cannot prompt.
	const isPage = headers.accept?.includes('text/html') ?? false;
	return new Problem(401, 'unauthorized', detail, {headers: {'WWW-Authenticate': isPage ? `Basic realm="proxy-tui", charset="UTF-8", ${bearer}` : bearer}});
};

/** The client and its rights. */
export type Client = {
	/** For audit events. */
	readonly actor: Actor;
	/** Whether it can make changes and see secrets. */
	readonly maySteer: boolean;
};

/** In characters. */
const maxClaimedName = 100;

const actorOf = ({headers, socket}: IncomingMessage, {name}: Pick<Admission, 'name'>): Actor => {
	const claimedName = headers['user-agent']?.slice(0, maxClaimedName).trim() ?? '';
	return {
		face: 'api',
		name: name ?? normalAddress(socket.remoteAddress ?? '') ?? 'a disconnected client',
		...(claimedName !== '' && {claimedName}),
	};
};

const clientOf = (request: IncomingMessage, actor: Actor, {token, readToken, onUnauthorized}: Pick<Admission, 'token' | 'readToken' | 'onUnauthorized'>): Client => {
	const {name: address = ''} = actor;
	if (token === undefined) {
		return {actor, maySteer: true};
	}

	const given = givenToken(request.headers);
	if (given === undefined) {
		// Malformed credentials count as wrong as well.
		onUnauthorized?.(address, Boolean(request.headers.authorization));
		throw unauthorized(request, 'The admin API requires a token: send "Authorization: Bearer" followed by it.', '');
	}

	if (isSame(given, token)) {
		return {actor: {...actor, tokenName: 'admin'}, maySteer: true};
	}

	if (readToken !== undefined && isSame(given, readToken)) {
		return {actor: {...actor, tokenName: 'read-only'}, maySteer: false};
	}

	onUnauthorized?.(address, true);
	throw unauthorized(request, 'The token is wrong.', ', error="invalid_token"');
};

const readingMethods: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

export type Admission = {
	/** See `allowedHosts`; undefined for a Unix socket, which DNS cannot reach. */
	readonly hosts: ReadonlySet<string> | undefined;
	/** The token; undefined without one. */
	readonly token: string | undefined;
	/** The read-only token. */
	readonly readToken: string | undefined;
	/** Called for authentication failures. */
	readonly onUnauthorized?: ((address: string, hasToken: boolean) => void) | undefined;
	/**
	Name of the clients.

	@default their addresses
	*/
	readonly name?: string;
	/** Whether the route needs no token. */
	readonly isOpen: boolean;
};

/**
Authenticates a request before anything else is processed.

@throws {Problem} 400, 401 or 403.
*/
export const guard = (request: IncomingMessage, {hosts, isOpen, ...admission}: Admission): Client => {
	if (hosts) {
		checkHost(request.rawHeaders, hosts);
	}

	checkOrigin(request.rawHeaders);
	const actor = actorOf(request, admission);
	if (isOpen && readingMethods.has(request.method)) {
		return {actor, maySteer: false};
	}

	const client = clientOf(request, actor, admission);
	if (!client.maySteer && !readingMethods.has(request.method)) {
		throw new Problem(403, 'read_only_token', 'This token is read-only. Use the admin token to make changes.');
	}

	return client;
};

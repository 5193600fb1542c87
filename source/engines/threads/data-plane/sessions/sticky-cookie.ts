/** Name of the session cookie. */
export const cookieName = 'proxy_tui_session';

/** A request's cookies: the proxy's session cookies, and all others. */
export type SortedCookies = {
	/** Values of the session cookie; several if there are cookies of several paths or domains. */
	readonly own: readonly string[];
	/** For the backend; undefined if there are none. */
	readonly others: string | undefined;
};

const nameOf = (pair: string): string => pair.split('=', 1)[0]!.trim();

/** @param header - Value of a `Cookie` field (RFC 6265 §4.2.1). */
export const sortCookies = (header: string): SortedCookies => {
	if (!header.includes(cookieName)) {
		return {own: [], others: header};
	}

	const pairs = header.split(';');
	const own = pairs.filter(pair => nameOf(pair) === cookieName);
	if (own.length === 0) {
		return {own: [], others: header};
	}

	const others = pairs.filter(pair => nameOf(pair) !== cookieName).join(';').trim();
	return {
		own: own.map(pair => pair.slice(pair.indexOf('=') + 1).trim()),
		others: others === '' ? undefined : others,
	};
};

/** The value of a `Set-Cookie` field for a session cookie without access for scripts and cross-site requests. */
export const cookieFor = (value: string, isSecure: boolean): string =>
	`${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;

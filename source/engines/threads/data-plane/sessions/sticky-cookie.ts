/** The name of the cookie that leads a client back to its backend. */
export const cookieName = 'proxy_tui_session';

/** A request's cookies, with those that are the proxy's own apart. */
export type SortedCookies = {
	/** Values of the proxy's cookie; more than one if cookies of several paths or domains came together. */
	readonly own: readonly string[];
	/** What is the backend's; undefined if nothing is left. */
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

/** The value of a `Set-Cookie` field: lasts as long as the browser runs, and no script and no foreign page's request sees it. */
export const cookieFor = (value: string, isSecure: boolean): string =>
	`${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;

/** A DNS name that resolves to backends. */
export type BackendName = {
	/** Normalised, such as `http+dns://web.internal:8080` or `https+srv://_https._tcp.web.internal`. */
	readonly url: string;
	/** The scheme of its backends. */
	readonly scheme: 'http' | 'https';
	/** The record type. */
	readonly host: string;
} & ({readonly kind: 'dns'; readonly port: number} | {readonly kind: 'srv'});

const pattern = /^(?<scheme>https?)\+(?<kind>dns|srv):\/\/(?<host>[^\s:\/]+)(?::(?<port>\d{1,5}))?\/?$/iv;

/** Labels as in RFC 1123 section 2.1, plus the underscore that services begin with (RFC 2782). */
const isDomainName = (host: string): boolean =>
	host.length <= 253 && host.split('.').every(label => /^\w(?:[\w\-]{0,61}\w)?$/v.test(label));

export const isNameScheme = (text: string): boolean => /^https?\+(?:dns|srv):\/\//iv.test(text.trim());

/** @returns What is wrong, in words, if the text is no name to be followed. */
export const parseBackendName = (text: string): BackendName | string => {
	const found = pattern.exec(text.trim())?.groups;
	const host = found?.['host']?.toLowerCase().replace(/\.$/v, '') ?? '';
	if (!found || !isDomainName(host)) {
		return 'A backend name looks like http+dns://web.internal:8080 or https+srv://_https._tcp.web.internal.';
	}

	const scheme = found['scheme']!.toLowerCase() === 'https' ? 'https' : 'http';
	const port = found['port'] === undefined ? undefined : Number(found['port']);
	if (found['kind']!.toLowerCase() === 'srv') {
		return port === undefined
			? {kind: 'srv', scheme, host, url: `${scheme}+srv://${host}`}
			: 'SRV records contain the port; leave it off.';
	}

	if (port !== undefined && (port < 1 || port > 65_535)) {
		return `A port is a number from 1 to 65535, not ${port}.`;
	}

	const actualPort = port ?? (scheme === 'https' ? 443 : 80);
	return {
		kind: 'dns', scheme, host, port: actualPort, url: `${scheme}+dns://${host}:${actualPort}`,
	};
};

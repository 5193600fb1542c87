import type {Backend} from './backend.js';

/** The host name used for a backend. */
export type BackendHost = {
	/** As in a `URL`, an IPv6 address in brackets. Its certificate must match it. */
	readonly hostname: string;
	/** With the port, unless it is the scheme's default: the `Host` that the proxy sends by default. */
	readonly host: string;
};

/**
A backend of a DNS name is addressed by that name, not by its address. For a service it is the domain of the service: the target of a record
is controlled by DNS (RFC 9525 §6.1.2).
*/
export const backendHost = ({url, origin}: Pick<Backend, 'url' | 'origin'>): BackendHost => {
	const {hostname, host, port} = new URL(url);
	if (origin === undefined) {
		return {hostname, host};
	}

	const name = /:\/\/(?:_[^.]+\.)*(?<name>[^:]+)/v.exec(origin)!.groups!['name']!;
	return {hostname: name, host: port === '' ? name : `${name}:${port}`};
};

import type {Backend} from './backend.js';

/** By what name a backend is talked to. */
export type BackendHost = {
	/** As a `URL` has it, an IPv6 address in brackets. What its certificate has to be for. */
	readonly hostname: string;
	/** The same with the port, unless that is the scheme's own: what `Host` says where the proxy fills it in. */
	readonly host: string;
};

/**
A backend that was found under a name is talked to by that name, not by its address. For a service it is the domain that the
service belongs to: where its records lead to is not for an attacker of DNS to decide (RFC 9525 section 6.1.2).
*/
export const backendHost = ({url, origin}: Pick<Backend, 'url' | 'origin'>): BackendHost => {
	const {hostname, host, port} = new URL(url);
	if (origin === undefined) {
		return {hostname, host};
	}

	const name = /:\/\/(?:_[^.]+\.)*(?<name>[^:]+)/v.exec(origin)!.groups!['name']!;
	return {hostname: name, host: port === '' ? name : `${name}:${port}`};
};

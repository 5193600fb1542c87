import type {IncomingMessage} from 'node:http';

/** HTTP/2 to backends is not supported, so the upgrade is ignored (RFC 9110 §7.8). */
const http2 = /^h2c?$/iv;

const listed = (upgrade: string): string[] => upgrade.split(',').map(protocol => protocol.trim()).filter(protocol => protocol !== '');

/**
The requested protocols that can be forwarded.

@returns undefined if there are none: then the request is an ordinary one.
*/
export const forwardableProtocol = ({headers: {upgrade}, httpVersion}: Pick<IncomingMessage, 'headers' | 'httpVersion'>): string | undefined => {
	// RFC 9110 §7.8: ignored in HTTP/1.0.
	if (upgrade === undefined || httpVersion === '1.0') {
		return undefined;
	}

	const protocols = listed(upgrade).filter(protocol => !http2.test(protocol));
	return protocols.length === 0 ? undefined : protocols.join(', ');
};

/** Whether a backend switches to requested protocols only (RFC 9110 §7.8). Takes the values of both `Upgrade` fields. */
export const isAskedFor = (chosen: string, asked: string): boolean => {
	const allowed = new Set(listed(asked.toLowerCase()));
	const protocols = listed(chosen.toLowerCase());
	return protocols.length > 0 && protocols.every(protocol => allowed.has(protocol));
};

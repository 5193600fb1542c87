import type {IncomingMessage} from 'node:http';
import type {Exchange} from '../exchange.js';
import type {HeaderRewriting} from './header-rewriting.js';

/** What the header fields of all responses of a worker have in common. */
export type ClientFieldOptions = {
	readonly changes: HeaderRewriting;
	/** By which this proxy is known in `Via`. */
	readonly pseudonym: string;
};

/**
What a client gets of a backend's header fields, with what the proxy has to say, as `[name, value, …]`.

@param fields - Those that may be passed on.
@param incoming
@param exchange
@param options
*/
export const clientFields = (
	fields: string[],
	{httpVersion}: Pick<IncomingMessage, 'httpVersion'>,
	exchange: Exchange,
	{changes, pseudonym}: ClientFieldOptions,
): string[] => {
	fields.push('Via', `${httpVersion} ${pseudonym}`);
	const changed = changes.response(fields, exchange);
	const {sessionCookie, rateLimitFields} = exchange;
	if (sessionCookie !== undefined) {
		changed.push('Set-Cookie', sessionCookie);
	}

	if (rateLimitFields !== undefined) {
		changed.push(...rateLimitFields);
	}

	return changed;
};

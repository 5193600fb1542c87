import type {IncomingMessage} from 'node:http';
import type {Exchange} from '../exchange.js';
import type {HeaderRewriting} from './header-rewriting.js';

/** Common to the header fields of all responses of a worker. */
export type ClientFieldOptions = {
	readonly changes: HeaderRewriting;
	/** Of this proxy in `Via`. */
	readonly pseudonym: string;
};

/**
The header fields of a response to a client: those of the backend and those that the proxy adds, as `[name, value, …]`.

@param fields - The backend's end-to-end fields; changed.
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
	changes.changeResponse(fields, exchange);
	const {sessionCookie, rateLimitFields} = exchange;
	if (sessionCookie !== undefined) {
		fields.push('Set-Cookie', sessionCookie);
	}

	// Browsers heed the first alone, which may be the backend's.
	if (changes.strictTransportSecurity !== undefined && exchange.scheme === 'https') {
		fields.push('Strict-Transport-Security', changes.strictTransportSecurity);
	}

	if (rateLimitFields !== undefined) {
		fields.push(...rateLimitFields);
	}

	return fields;
};

import type {RequestHeaders} from './request-headers.js';

/** These authenticate the connection, not the request (RFC 4559 §6, MS-NTHT): all that comes on it later is taken for the same user's. */
const schemes = /(?:^|,)\s*(?:ntlm|nego|kerberos)/iv;

/** Whether a request logs its connection in, or is about to. */
export const carriesLogin = ({authorization}: RequestHeaders): boolean =>
	authorization !== undefined && [authorization].flat().some(value => schemes.test(value));

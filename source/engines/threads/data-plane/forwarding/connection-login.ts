import type {PoolMember} from '../../../../model/pool.js';
import type {RequestHeaders} from '../headers/request-headers.js';

/** Where a client's connection has logged in, or is about to. */
export type Login = {
	readonly backend: PoolMember;
	/** Whether the backend was down then, and has not been seen up since. */
	readonly isOnTrial: boolean;
};

/** These authenticate the connection, not the request (RFC 4559 §6, MS-NTHT): all that comes on it later is taken for the same user's. */
const schemes = /(?:^|,)\s*(?:ntlm|nego|kerberos)/iv;

/** Whether a request logs its connection in, or is about to. */
export const carriesLogin = ({authorization}: RequestHeaders): boolean =>
	authorization !== undefined && [authorization].flat().some(value => schemes.test(value));

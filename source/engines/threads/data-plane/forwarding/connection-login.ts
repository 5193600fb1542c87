import type {PoolMember} from '../../../../model/pool.js';
import type {RequestHeaders} from '../headers/request-headers.js';

/** The backend with which a client's connection is authenticated, or is about to be. */
export type Login = {
	readonly backend: PoolMember;
	/** Whether the backend was down at that time, and has not been up since. */
	readonly isOnTrial: boolean;
};

/** Schemes that authenticate the connection, not the request (RFC 4559 §6, MS-NTHT): later requests on it act for the same user. */
const schemes = /(?:^|,)\s*(?:ntlm|nego|kerberos)/iv;

/** Whether a request begins or continues connection-based authentication. */
export const carriesLogin = ({authorization}: RequestHeaders): boolean =>
	authorization !== undefined && [authorization].flat().some(value => schemes.test(value));

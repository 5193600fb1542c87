import {hkdfSync, randomBytes} from 'node:crypto';
import {Buffer} from 'node:buffer';

const keyBytes = 32;

/** A secret that session cookies are signed with: 256 random bits, as text. */
export const newSessionKey = (): string => randomBytes(keyBytes).toString('base64url');

/** The same from a secret that a person has chosen: always the same one, and of no use for anything else (RFC 5869). */
export const sessionKeyFrom = (secret: string): string =>
	Buffer.from(hkdfSync('sha256', secret, '', 'proxy-tui session cookies', keyBytes)).toString('base64url');

export const isSessionKey = (text: string): boolean => /^[\w\-]{43}$/v.test(text);

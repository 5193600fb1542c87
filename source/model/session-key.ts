import {hkdfSync, randomBytes} from 'node:crypto';
import {Buffer} from 'node:buffer';

const keyBytes = 32;

/** A secret for signing session cookies: 256 random bits, as text. */
export const newSessionKey = (): string => randomBytes(keyBytes).toString('base64url');

/** Derives the key from a configured secret, deterministically and for this purpose only (RFC 5869). */
export const sessionKeyFrom = (secret: string): string =>
	Buffer.from(hkdfSync('sha256', secret, '', 'proxy-tui session cookies', keyBytes)).toString('base64url');

export const isSessionKey = (text: string): boolean => /^[\w\-]{43}$/v.test(text);

import {randomBytes} from 'node:crypto';

/** A secret that session cookies are signed with: 256 random bits, as text. */
export const newSessionKey = (): string => randomBytes(32).toString('base64url');

export const isSessionKey = (text: string): boolean => /^[\w\-]{43}$/v.test(text);

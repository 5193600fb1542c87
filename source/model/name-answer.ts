import type {LookupAddress} from 'node:dns';

/** What the system says of a host name: its addresses in the system's order, or the code of what went wrong. */
export type NameAnswer = {readonly addresses: readonly LookupAddress[]} | {readonly code: string};

/** Of a name that the system knows not to exist. */
export const noSuchName = 'ENOTFOUND';

/** Of a name for which there was no answer, not now. */
export const noAnswer = 'EAI_AGAIN';

const isLookupError = (error: unknown): error is Error & {readonly hostname: string; readonly code?: string} =>
	error instanceof Error && 'hostname' in error && typeof error.hostname === 'string';

/** As Node's own look-ups fail. */
export const lookupError = (hostname: string, code: string): NodeJS.ErrnoException =>
	Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), {code, hostname, syscall: 'getaddrinfo'});

/** Why there was no address to connect to, in words for a person, the first of which say it all where there is little room; undefined for errors of any other kind. */
export const lookupFailureReason = (error: unknown): string | undefined => isLookupError(error)
	? `name resolution failed: ${error.hostname}${error.code === noSuchName ? ' is unknown' : ''}`
	: undefined;

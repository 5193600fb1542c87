import type {LookupAddress} from 'node:dns';

/** The result of resolving a host name: its addresses in the system's order, or an error code. */
export type NameAnswer = {readonly addresses: readonly LookupAddress[]} | {readonly code: string};

/** The name does not exist. */
export const noSuchName = 'ENOTFOUND';

/** Temporary failure. */
export const noAnswer = 'EAI_AGAIN';

const isLookupError = (error: unknown): error is Error & {readonly hostname: string; readonly code?: string} =>
	error instanceof Error && 'hostname' in error && typeof error.hostname === 'string';

/** In the form of Node's own errors. */
export const lookupError = (hostname: string, code: string): NodeJS.ErrnoException =>
	Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), {code, hostname, syscall: 'getaddrinfo'});

/** Why a name could not be resolved, the essential words first; undefined for other errors. */
export const lookupFailureReason = (error: unknown): string | undefined => isLookupError(error)
	? `name resolution failed: ${error.hostname}${error.code === noSuchName ? ' is unknown' : ''}`
	: undefined;

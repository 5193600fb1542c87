/** Request line and all header fields together. */
export const maxHeaderBytes = 32 * 1024;

export const maxHeaderFields = 128;

/** A little above the recommended minimum (RFC 9110 §4.1), as in most servers. */
export const maxTargetLength = 8192;

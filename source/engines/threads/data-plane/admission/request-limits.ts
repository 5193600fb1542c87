/** Of the request line and all header fields together. */
export const maxHeaderBytes = 32 * 1024;

export const maxHeaderFields = 128;

/** A little more than servers should support (RFC 9110 §4.1), and as much as most do. */
export const maxTargetLength = 8192;

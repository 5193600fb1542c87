/** Methods that may be sent twice with the effect of once (RFC 9110, section 9.2.2). */
const idempotentMethods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'TRACE']);

export const isIdempotent = (method: string): boolean => idempotentMethods.has(method);

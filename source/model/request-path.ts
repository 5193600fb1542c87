/** Path and query of a request line (RFC 9112 §3.2.1). */
export const requestPathPattern = /^\/[^\s\P{ASCII}\p{Other}#]{0,2047}$/v;

export const requestPathRule = 'a path that starts with /, without spaces and #';

/** An authority without user information (RFC 3986 §3.2), but for the comma, which several joined fields would have. */
const authority = /^(?:\[[\d.:a-f]+\]|[\w!$%\u{26}'\(\)*+\-.;=~]+)(?::\d{0,5})?$/iv;

/** Whether a text can stand as `Host`: a name or address, with or without a port. */
export const isAuthority = (text: string): boolean => authority.test(text);

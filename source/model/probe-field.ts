/** RFC 9110 sections 5.6.2 and 5.5. */
const tokenPattern = /^[\w!#$%\u{26}'*+\-.^`\|~]+$/v;
const valuePattern = /^[\t -~\u{80}-\u{FF}]*$/v;

/** Framing fields, which probes must not set. */
const framingFields = new Set(['connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'trailer', 'te']);

/** Whether a health check may send this header field. */
export const isProbeField = ([name, value]: readonly [name: string, value: string]): boolean =>
	tokenPattern.test(name) && valuePattern.test(value) && !framingFields.has(name.toLowerCase());

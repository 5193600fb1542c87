import {validateHeaderName, validateHeaderValue} from 'node:http';

/** Framing fields, which probes must not set. */
const framingFields = new Set(['connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'trailer', 'te']);

/** Whether a health check may send this header field. */
export const isProbeField = ([name, value]: readonly [name: string, value: string]): boolean => {
	try {
		validateHeaderName(name);
		validateHeaderValue(name, value);
	} catch {
		return false;
	}

	return !framingFields.has(name.toLowerCase());
};

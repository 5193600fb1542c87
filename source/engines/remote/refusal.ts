import * as z from 'zod';
import {ControlError, type ControlErrorCode} from '../../model/control-error.js';

/** Problem details (RFC 9457), as far as they are shown. */
const problemSchema = z.object({code: z.string(), detail: z.string()});

/** Errors that any command can return. */
const commandCodes: ReadonlySet<string> = new Set<ControlErrorCode>([
	'invalid_backend', 'duplicate_backend', 'backend_not_found', 'too_many_backends', 'nothing_to_undo', 'exchange_not_found',
	'body_not_captured', 'invalid_setting', 'file_not_allowed', 'not_supported', 'shutting_down',
]);

const codeOf = (status: number, code: string): ControlErrorCode => {
	if (commandCodes.has(code)) {
		return code as ControlErrorCode;
	}

	switch (status) {
		case 401: {
			return 'unauthorized';
		}

		case 403: {
			return 'not_allowed';
		}

		default: {
			return 'unexpected_answer';
		}
	}
};

/**
The error of an unsuccessful response.

@param address - Of the admin API, for messages.
@param status
@param json - The response's body; undefined if it could not be parsed.
*/
export const refusalOf = (address: string, status: number, json: unknown): ControlError => {
	const {success, data} = problemSchema.safeParse(json);
	if (!success) {
		return new ControlError('unexpected_answer', `${address} answered ${status}, unlike the admin API of proxy-tui. Check for a proxy in between, or another program at that port.`);
	}

	const {code, detail} = data;
	return code === 'not_found' || code === 'method_not_allowed'
		? new ControlError('unexpected_answer', `The proxy-tui at ${address} does not support that; it may be an older version.`)
		: new ControlError(codeOf(status, code), detail);
};

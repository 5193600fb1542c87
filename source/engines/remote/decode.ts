import type * as z from 'zod';
import {ControlError} from '../../model/control-error.js';
import type {Wire} from '../../wire/wire.js';

/**
Decodes a response of the admin API. Unknown members are ignored, so that newer instances can be read.

@throws {ControlError} `unexpected_answer`
*/
export const decode = <Value>({reader}: Wire<Value>, json: unknown, address: string): Value => {
	const result = reader.safeParse(json);
	if (result.success) {
		return result.data;
	}

	const [{path, message}] = result.error.issues as [z.core.$ZodIssue];
	const where = path.length === 0 ? 'body' : path.join('.');
	throw new ControlError('unexpected_answer', `Unexpected response of ${address} (${where}: ${message}); its proxy-tui may be another version.`, {cause: result.error});
};

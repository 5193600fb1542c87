import {closeSync, openSync} from 'node:fs';
import type {Settings} from './config/settings.js';
import {ControlError} from './model/control-error.js';
import type {AccessLogTarget} from './model/messages.js';

/**
Where the access log goes.

@param settings
@param usual - Where it goes if they name no place.
@throws {ControlError} `invalid_setting` when a file cannot be written to.
*/
export const accessLogTarget = ({accessLog}: Settings, usual: 'off' | 'stdout'): AccessLogTarget => {
	if (accessLog === undefined || accessLog === 'off') {
		return {kind: accessLog ?? usual};
	}

	try {
		closeSync(openSync(accessLog, 'a'));
	} catch (error) {
		throw new ControlError('invalid_setting', `The access log ${accessLog} cannot be written to: ${(error as Error).message}. Give a file in a directory that exists, or off.`, {cause: error});
	}

	return {kind: 'file', path: accessLog};
};

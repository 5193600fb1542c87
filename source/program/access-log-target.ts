import {access, close, constants, stat} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {promisify} from 'node:util';
import type {Settings} from '../config/settings.js';
import {ControlError} from '../model/control-error.js';
import type {AccessLogTarget} from '../model/wire-settings.js';
import {openForAppending} from '../engines/threads/data-plane/access-log/output.js';

/** Timeout of the check whether a file can be written. */
const timeoutMs = 2000;

const statsOf = promisify(stat);
const checkAccess = promisify(access);

/**
Where the access log goes.

@param settings
@param usual - Where it goes if they name no place.
*/
export const accessLogTarget = ({accessLog}: Settings, usual: 'off' | 'stdout'): AccessLogTarget =>
	accessLog === undefined || accessLog === 'off' ? {kind: accessLog ?? usual} : {kind: 'file', path: accessLog};

const refusal = (file: string, reason: string, cause?: unknown): ControlError =>
	new ControlError('invalid_setting', `The access log ${file} cannot be written to: ${reason}. Give a file in a directory that exists, or off.`, {cause});

/** Closing a FIFO means end of file to its reader, so it is not opened here; its reader may also come later. */
const tryFile = async (file: string): Promise<void> => {
	const stats = await statsOf(file).catch(() => undefined);
	if (stats?.isSocket()) {
		throw refusal(file, 'it is a socket');
	}

	try {
		if (stats?.isFIFO()) {
			await checkAccess(file, constants.W_OK);
		} else {
			close(await openForAppending(file), () => {});
		}
	} catch (error) {
		throw refusal(file, (error as Error).message, error);
	}
};

let trying: Promise<void> | undefined;

/**
Checks that the access log can be written. One file is tried at a time, so that a hanging disk blocks one thread.

@throws {ControlError} `invalid_setting` when it cannot.
*/
export const checkAccessLog = async ({accessLog}: Settings): Promise<void> => {
	if (accessLog === undefined || accessLog === 'off') {
		return;
	}

	if (trying) {
		throw refusal(accessLog, 'the disk of another one has not responded yet');
	}

	trying = tryFile(accessLog).finally(() => {
		trying = undefined;
	});
	const expired = new AbortController();
	const expiry = delay(timeoutMs, undefined, {signal: expired.signal}).then(() => {
		throw refusal(accessLog, 'its disk does not respond');
	});
	try {
		await Promise.race([trying, expiry]);
	} finally {
		expiry.catch(() => {});
		expired.abort();
	}
};

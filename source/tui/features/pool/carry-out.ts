import {randomUUID} from 'node:crypto';
import type {BatchOptions} from '../../../model/control.js';
import type {BackendStatus} from '../../../model/status.js';
import type {Session} from '../../state/screen-state.js';
import {messageOf} from '../../text/message-of.js';

/** Sends a command and reports its outcome. */
export const carryOut = async <Result>(session: Session, command: Promise<Result>, done: (result: Result) => string): Promise<void> => {
	try {
		session.notify(done(await command), 'good');
	} catch (error) {
		session.notify(messageOf(error), 'bad');
	}

	session.refresh();
};

/** Several commands are one step to undo. One alone needs no batch, which an instance of an older version refuses. */
const batchOf = (backends: readonly BackendStatus[]): BatchOptions => backends.length > 1 ? {batch: randomUUID()} : {};

/** Changes one backend after the other, so that undo returns each to its place; after an error, the others are still changed. */
export const changeEach = async <Result>(backends: readonly BackendStatus[], change: (backend: BackendStatus, batch: BatchOptions) => Promise<Result>): Promise<readonly Result[]> => {
	const batch = batchOf(backends);
	const results: Result[] = [];
	const problems: string[] = [];
	for (const backend of backends) {
		try {
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			results.push(await change(backend, batch));
		} catch (error) {
			problems.push(messageOf(error));
		}
	}

	if (problems.length > 0) {
		throw new Error(backends.length === 1 ? problems[0] : `${problems.length} of ${backends.length} were not changed: ${problems[0]}`);
	}

	return results;
};

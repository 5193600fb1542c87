import type {OpenPhase} from '../../../../model/open-request.js';
import type {Attempts} from '../attempts.js';
import {readyAt} from './ready-at.js';
import type {Recording} from './recording.js';

/** What an exchange without a response waits for. */
export const waitOf = (recording: Recording, {current}: Attempts): OpenPhase => {
	if (current === undefined) {
		return 'queue';
	}

	return readyAt(recording) === undefined ? 'connect' : 'first-byte';
};

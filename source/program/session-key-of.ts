import type {SavedStateFile} from '../config/saved-state.js';
import {newSessionKey} from '../model/session-key.js';

/** The key of session cookies for this and the next runs; a new one is saved at once. */
export const sessionKeyOf = (file: SavedStateFile | undefined, onProblem: (message: string) => void): string => {
	const saved = file?.load();
	const sessionKey = saved?.sessionKey ?? newSessionKey();
	if (file && saved?.sessionKey === undefined) {
		const problem = file.save({backends: saved?.backends ?? [], settings: saved?.settings ?? {}, sessionKey});
		if (problem !== undefined) {
			onProblem(problem);
		}
	}

	return sessionKey;
};

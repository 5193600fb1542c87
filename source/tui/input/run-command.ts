import {lackReason} from '../../model/abilities.js';
import type {Command, Session} from '../state/screen-state.js';

/** Carries out a command, or says in one line why the engine cannot. */
export const runCommand = ({needs, run}: Command, session: Session): void => {
	const reason = lackReason(session.state.status, needs);
	if (reason === undefined) {
		run(session);
	} else {
		session.notify(reason, 'warn');
	}
};

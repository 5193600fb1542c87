import type {BackendStatus} from '../../../model/status.js';
import type {Command, Session} from '../../state/screen-state.js';
import {shortUrl} from '../../text/address.js';

/** An argument that names a backend. */
export const backendArgument = (act: (session: Session, backend: BackendStatus) => void): NonNullable<Command['argument']> => ({
	allowed: 'a backend',
	offers: ({status}) => status.backends.map(({url}) => shortUrl(url)),
	run(session, text) {
		const backend = session.state.status.backends.find(({url}) => shortUrl(url) === text);
		if (backend) {
			act(session, backend);
		} else {
			session.notify(`There is no backend ${text}; tab completes those that are in the pool`, 'warn');
		}
	},
});

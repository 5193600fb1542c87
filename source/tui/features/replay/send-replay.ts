import type {EditedRequest} from '../../../model/edited-request.js';
import type {Session} from '../../state/screen-state.js';
import {beneath, changeBeneath} from '../../state/mode.js';
import {messageOf} from '../../text/message-of.js';
import {inspectMode, type Inspection} from '../inspect/inspect-mode.js';
import {readExchange} from '../inspect/read-exchange.js';
import {replayMode} from './replay-mode.js';

/** Replays a request, and compares the responses. */
export const sendReplay = async (session: Session, inspection: Inspection, backend: string, edit?: EditedRequest): Promise<void> => {
	session.change({mode: replayMode.of({inspection, backend, isPending: true})});
	const stillWaits = (): boolean => {
		const mode = beneath(session.state.mode);
		return replayMode.is(mode) && mode.isPending && mode.inspection.record.number === inspection.record.number;
	};

	const backTo = (ended: Inspection): void => {
		if (stillWaits()) {
			session.change({mode: changeBeneath(session.state.mode, () => (inspectMode.of({inspection: ended})))});
		}
	};

	try {
		const again = await readExchange(await session.control.replay(inspection.record.number, {backend, ...(edit && {edit})}));
		backTo({...inspection, again, top: 0});
		session.notify(`Replayed as request ${again.detail.record.number}: ${again.detail.record.status}`, 'good');
	} catch (error) {
		backTo(inspection);
		session.notify(messageOf(error), 'bad');
	}

	session.refresh();
};

/** Sends an edited request to the backend that had it, or else to the first. */
export const sendEdited = (session: Session, inspection: Inspection, edit: EditedRequest): void => {
	const {backends} = session.state.status;
	const backend = backends.find(({id}) => id === inspection.record.backend?.id) ?? backends[0];
	if (backend) {
		void sendReplay(session, inspection, backend.id, edit);
	} else {
		session.notify('There is no backend to send it to; add one first', 'warn');
	}
};

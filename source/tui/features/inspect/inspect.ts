import type {LogRecord} from '../../../model/access-log-entry.js';
import {changeBeneath} from '../../state/mode.js';
import type {Session} from '../../state/screen-state.js';
import {messageOf} from '../../text/message-of.js';
import {inspectMode, type Found, type Inspection} from './inspect-mode.js';
import {readExchange} from './read-exchange.js';

const find = async ({control}: Session, number: number): Promise<Found> => {
	try {
		const detail = await control.readExchange(number);
		return detail
			? {kind: 'read', exchange: await readExchange(detail)}
			: {kind: 'missing', reason: 'The rest is no longer available: only the newest requests are kept in full.'};
	} catch (error) {
		return {kind: 'missing', reason: messageOf(error)};
	}
};

/** Shows a request that has ended, in the list or not, and its details once they have loaded. */
export const inspect = async (session: Session, record: LogRecord, showsSecrets = false): Promise<void> => {
	const {lacks = []} = session.state.status;
	const inspection: Inspection = {record, found: {kind: 'asked'}, lacks, showsSecrets, top: 0};
	session.change({mode: inspectMode.of({inspection})});
	const found = await find(session, record.number);
	// Another request may be open by now.
	session.change({
		mode: changeBeneath(session.state.mode, mode => inspectMode.is(mode) && mode.inspection.record.number === record.number
			? inspectMode.of({...mode, inspection: {...mode.inspection, found}})
			: mode),
	});
};

import type {requestActionsKeys} from '../keymap/request-actions.js';
import {selectedRecord} from '../state/selected-record.js';
import {toggleCapture} from './capture.js';
import {copyRecordAsCurl} from './copy-curl.js';
import {openInspector} from './inspect.js';
import type {RunsOf} from './run.js';

export const requestActionsRuns: RunsOf<typeof requestActionsKeys> = {
	inspect: openInspector,
	mark(session) {
		const record = selectedRecord(session.state);
		if (!record) {
			return;
		}

		const marks = new Set(session.state.marks);
		if (!marks.delete(record.number)) {
			marks.add(record.number);
		}

		session.change({marks});
	},
	'copy-curl'(session) {
		const record = selectedRecord(session.state);
		if (record) {
			void copyRecordAsCurl(session, record);
		}
	},
	capture: toggleCapture,
};

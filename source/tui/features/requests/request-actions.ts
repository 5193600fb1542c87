import {pausedView} from '../../state/requests-list.js';
import {selectedRecord} from '../../state/selected-record.js';
import {toggleCapture} from '../capture/capture-feature.js';
import {copyRecordAsCurl} from '../copy-curl/copy-curl-feature.js';
import {openInspector} from '../inspect/inspect-feature.js';
import type {RunsOf} from '../../run.js';
import type {requestActionsKeys} from './request-actions-keys.js';

export const requestActionsRuns: RunsOf<typeof requestActionsKeys> = {
	inspect: openInspector,
	mark(session) {
		const {state} = session;
		const record = selectedRecord(state);
		if (!record) {
			return;
		}

		const marks = new Map(state.marks);
		if (!marks.delete(record.number)) {
			marks.set(record.number, record);
		}

		// Marked and selected requests stay in sight.
		session.change({marks, view: pausedView(state)});
	},
	'clear-marks'(session) {
		session.change({marks: new Map()});
	},
	'copy-curl'(session) {
		const record = selectedRecord(session.state);
		if (record) {
			void copyRecordAsCurl(session, record);
		}
	},
	capture: toggleCapture,
};

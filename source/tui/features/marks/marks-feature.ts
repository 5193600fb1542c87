import {contexts} from '../../input/contexts.js';
import type {Feature} from '../../state/screen-state.js';
import {currentBackend, hasBackend} from '../../state/backends-list.js';
import {selectedRecordRow, hasRecord} from '../../state/selected-record.js';
import {pausedView} from '../../state/requests-list.js';

export const marksFeature: Feature = {
	commands: [
		{
			id: 'mark-backend',
			context: contexts.backends,
			keys: ['space'],
			label: 'mark',
			help: 'Mark or unmark the selected backend',
			footer: 'rarely',
			applies: hasBackend,
			run(session) {
				const backend = currentBackend(session.state);
				if (!backend) {
					return;
				}

				const markedBackends = new Set(session.state.markedBackends);
				if (!markedBackends.delete(backend.id)) {
					markedBackends.add(backend.id);
				}

				session.change({markedBackends});
			},
		},
		{
			id: 'clear-backend-marks',
			context: contexts.backends,
			keys: ['U'],
			label: 'unmark all',
			help: 'Unmark all backends',
			footer: 'rarely',
			applies: ({markedBackends}) => markedBackends.size > 0,
			run(session) {
				session.change({markedBackends: new Set()});
			},
		},
		{
			id: 'mark',
			context: contexts.requests,
			keys: ['space'],
			label: 'mark',
			help: 'Mark or unmark it for export; pauses the log',
			footer: 'sometimes',
			applies: hasRecord,
			run(session) {
				const {state} = session;
				const row = selectedRecordRow(state);
				if (!row) {
					return;
				}

				const {record} = row;
				const marks = new Map(state.marks);
				if (!marks.delete(record.number)) {
					marks.set(record.number, record);
				}

				// Marked and selected requests stay in sight.
				session.change({marks, view: pausedView(state, row.key)});
			},
		},
		{
			id: 'clear-marks',
			context: contexts.requests,
			keys: ['U'],
			label: 'unmark all',
			help: 'Unmark all requests',
			footer: 'rarely',
			applies: ({marks}) => marks.size > 0,
			run(session) {
				session.change({marks: new Map()});
			},
		},
	],
};

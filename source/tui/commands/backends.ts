import type {backendsKeys} from '../keymap/backends.js';
import {currentBackend} from '../state/backends-list.js';
import {openDetails} from './details.js';
import {askToRemove, drain, toggle} from './change-pool.js';
import type {RunsOf} from './run.js';
import {openWeightForm} from './weight-form.js';

export const backendsRuns: RunsOf<typeof backendsKeys> = {
	'mark-backend'(session) {
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
	'clear-backend-marks'(session) {
		session.change({markedBackends: new Set()});
	},
	toggle,
	drain,
	remove: askToRemove,
	weight: openWeightForm,
	details: openDetails,
};

import {currentBackend} from '../../state/backends-list.js';
import {openDetails} from '../details/details-feature.js';
import {askToRemove, drain, toggle} from '../pool/change-pool.js';
import type {RunsOf} from '../../run.js';
import {openWeightForm} from '../weight/weight-feature.js';
import type {backendsKeys} from './backends-keys.js';

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

import type {backendsKeys} from '../keymap/backends.js';
import {openDetails} from './details.js';
import {askToRemove, drain, toggle} from './pool-commands.js';
import type {RunsOf} from './run.js';
import {openWeightForm} from './weight-form.js';

export const backendsRuns: RunsOf<typeof backendsKeys> = {
	toggle,
	drain,
	remove: askToRemove,
	weight: openWeightForm,
	details: openDetails,
};

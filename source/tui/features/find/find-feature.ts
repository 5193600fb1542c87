import {browse} from '../../state/mode.js';
import {listWith} from '../sort/sort-feature.js';
import type {RunsOf} from '../../run.js';
import {textEntry} from '../../modes/text-entry.js';
import type {findKeys} from './find-keys.js';

export const findEntry = textEntry((session, change) => {
	const {mode} = session.state;
	if (mode.kind === 'find') {
		const field = change(mode.field);
		listWith(session, {search: field.text});
		session.change({mode: {...mode, field}});
	}
});

export const findRuns: RunsOf<typeof findKeys> = {
	'keep-found'(session) {
		session.change({mode: browse});
	},
	'drop-found'(session) {
		const {mode} = session.state;
		if (mode.kind === 'find') {
			listWith(session, {search: mode.before});
			session.change({mode: browse});
		}
	},
};

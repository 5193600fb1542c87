import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import {prompt} from '../../modes/prompt.js';
import type {Feature} from '../../state/screen-state.js';
import {browse} from '../../state/mode.js';
import {textEntry} from '../../modes/text-entry.js';
import {textField} from '../../state/text-field.js';
import {listWith} from '../sort/sort-feature.js';
import {findPrompt} from './find-prompt.js';
import {findMode} from './find-mode.js';

const entry = textEntry((session, change) => {
	const {mode} = session.state;
	if (findMode.is(mode)) {
		const field = change(mode.field);
		listWith(session, {search: field.text});
		session.change({mode: findMode.of({...mode, field})});
	}
});

const context: Context = {id: 'find', title: 'Backend search', place: 'in the search'};

export const findFeature: Feature = {
	commands: [
		{
			id: 'find',
			context: contexts.backends,
			keys: ['f'],
			label: 'find',
			help: 'Search the backends by URL',
			footer: 'rarely',
			applies: ({status}) => status.backends.length > 1,
			argument: {
				allowed: 'part of a URL',
				run(session, text) {
					listWith(session, {search: text});
					session.change({pane: 'backends'});
				},
			},
			run(session) {
				const {search} = session.state.order;
				session.change({mode: findMode.of({field: textField(search), before: search}), pane: 'backends'});
			},
		},
		toLists({id: 'keep-found', context, keys: ['enter'], label: 'keep', help: 'Apply the search; an empty one lists all backends'}),
		{
			id: 'drop-found',
			context,
			keys: ['esc'],
			label: 'cancel',
			help: 'Cancel and restore the previous search',
			footer: 'usually',
			run(session) {
				const {mode} = session.state;
				if (findMode.is(mode)) {
					listWith(session, {search: mode.before});
					session.change({mode: browse});
				}
			},
		},
	],
	modes: {
		find: {contexts: [context, contexts.typing, contexts.anywhere], entry, bottom: prompt(findMode, [3, 4], findPrompt)},
	},
};

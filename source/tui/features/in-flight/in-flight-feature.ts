import type {OpenRequest} from '../../../model/open-request.js';
import {targetPath} from '../../../model/target-path.js';
import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import {refreshing} from '../../modes/refreshing.js';
import {clickTable, selectionText, type Table} from '../../modes/table-selection.js';
import type {Feature, ScreenState} from '../../state/screen-state.js';
import {filterByValue} from '../filter-by-value/filter-by-value.js';
import {inFlightMode, type InFlightMode} from './in-flight-mode.js';
import {inFlightScreen} from './in-flight-screen.js';

/** More than a screen has rows. */
const limit = 200;

const inFlight = refreshing(inFlightMode, async session => ({open: await session.control.openRequests(limit)}), () => true);

const selectedOf = ({mode}: ScreenState): OpenRequest | undefined => inFlightMode.is(mode) ? mode.open?.requests[mode.selected] : undefined;

const context: Context = {id: 'in-flight', title: 'Requests in flight', place: 'in the requests in flight'};

const table: Table<InFlightMode> = {
	kind: inFlightMode,
	wordsOf: ({open}) => open?.requests.map(({method, target, client, backend}) => [method, target, client, backend?.url].join(' ')) ?? [],
};

export const inFlightFeature: Feature = {
	commands: [
		{
			id: 'in-flight',
			context: contexts.browse,
			keys: ['O'],
			label: 'in flight',
			help: 'Show the requests in flight, the oldest first',
			needs: 'openRequests',
			run(session) {
				inFlight.ask(session, inFlightMode.of({askedAt: 0, isAsking: true, selected: 0}));
			},
		},
		{
			id: 'filter-by-open',
			context,
			keys: ['enter'],
			label: 'filter by path',
			help: 'Filter the request log by the path of the selected one',
			footer: 'usually',
			applies: state => selectedOf(state) !== undefined,
			run(session) {
				const request = selectedOf(session.state);
				if (request) {
					filterByValue(session, 'path', targetPath(request.target));
				}
			},
		},
		toLists({id: 'close-in-flight', context, keys: ['esc', 'q', 'O']}),
	],
	modes: {
		'in-flight': {
			contexts: [context, contexts.reading, contexts.screens, contexts.anywhere],
			text: selectionText(table),
			click: clickTable(table),
			screen: inFlightScreen,
			isLively: true,
		},
	},
	onRound: inFlight.onRound,
};

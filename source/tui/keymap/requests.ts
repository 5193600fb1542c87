import type {ScreenState} from '../state/screen-state.js';
import type {Command} from './command.js';

const hasQuery = ({query}: ScreenState): boolean => query !== undefined;
const hasRequests = ({log}: ScreenState): boolean => log.rows.length > 0;

/** Looking for requests. */
export const requestsKeys = [
	{
		id: 'filter',
		context: 'browse',
		keys: ['/'],
		label: 'filter',
		help: 'Show only some requests, such as status:5xx ms:>200 !path:/a',
		footer: 6,
	},
	{
		id: 'toggle-filter',
		context: 'browse',
		keys: ['\\'],
		label: 'filter on/off',
		labelNow: ({query}) => query?.isFilter === true ? 'show all' : 'show matches',
		help: 'Hide the requests that do not match, or show them as well',
		footer: 4,
		applies: hasQuery,
	},
	{
		id: 'next-match',
		context: 'requests',
		keys: ['n'],
		label: 'next match',
		help: 'Go to the next request that matches, also one that came since',
		footer: 3,
		applies: hasQuery,
	},
	{
		id: 'previous-match',
		context: 'requests',
		keys: ['N'],
		label: 'previous match',
		help: 'Go to the one before that matches',
		applies: hasQuery,
	},
	{
		id: 'add-term',
		context: 'requests',
		keys: ['f'],
		label: 'filter by',
		help: 'Filter by a value of the selected request',
		footer: 5,
		applies: hasRequests,
	},
	{
		id: 'clear-filter',
		context: 'requests',
		keys: ['esc'],
		label: 'clear filter',
		help: 'Show all requests again; without a filter, follow',
		footer: 2,
		applies: hasQuery,
	},
] as const satisfies readonly Command[];

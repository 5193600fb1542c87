import type {ScreenState} from '../../state/screen-state.js';
import type {Command} from '../../screen-command.js';

const hasQuery = ({query}: ScreenState): boolean => query !== undefined;
const hasRequests = ({log}: ScreenState): boolean => log.rows.length > 0;

export const requestsKeys = [
	{
		id: 'filter',
		context: 'browse',
		keys: ['/'],
		label: 'filter',
		help: 'Filter the requests, such as status:5xx ms:>200 !path:/a',
		footer: 6,
	},
	{
		id: 'toggle-filter',
		context: 'browse',
		keys: ['\\'],
		label: 'filter on/off',
		labelNow: ({query}) => query?.isFilter === true ? 'show all' : 'show matches',
		help: 'Hide or show the requests that do not match',
		footer: 4,
		applies: hasQuery,
	},
	{
		id: 'next-match',
		context: 'requests',
		keys: ['n'],
		label: 'next match',
		help: 'Go to the next matching request, including new ones',
		footer: 3,
		applies: hasQuery,
	},
	{
		id: 'previous-match',
		context: 'requests',
		keys: ['N'],
		label: 'previous match',
		help: 'Go to the previous matching request',
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
		help: 'Clear the filter; without one, follow the log',
		footer: 2,
		applies: hasQuery,
	},
] as const satisfies readonly Command[];

import type {SortColumn} from '../../state/backends-order.js';
import type {Command} from '../../screen-command.js';

const by = <Column extends SortColumn, Key extends string>(column: Column, key: Key, label: string, help: string) => ({
	id: `sort-${column}`,
	context: 'sort',
	keys: [key],
	label,
	help,
	footer: 3,
} as const satisfies Command);

export const sortKeys = [
	by('added', 'a', 'added', 'By time of addition'),
	by('state', 's', 'state', 'By state, problems first'),
	by('url', 'u', 'url', 'By URL'),
	by('connections', 'c', 'conns', 'By connections in flight'),
	by('rate', 'r', 'rate', 'By requests per second'),
	by('p50', '1', 'p50', 'By median latency'),
	by('p95', '2', 'p95', 'By the 95th percentile of the latency'),
	by('p99', '3', 'p99', 'By the 99th percentile of the latency'),
	by('errors', 'e', 'errors', 'By error rate'),
	by('weight', 'w', 'weight', 'By weight'),
	{
		id: 'group',
		context: 'sort',
		keys: ['g'],
		label: 'group',
		labelNow: ({order}) => order.isGrouped ? 'ungroup' : 'group by state',
		help: 'Group backends by state, or ungroup them',
		footer: 4,
	},
	{
		id: 'no-sort',
		context: 'sort',
		keys: ['esc', 'q'],
		label: 'cancel',
		help: 'Keep the current order',
		footer: 5,
	},
] as const satisfies readonly Command[];

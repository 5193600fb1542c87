import type {BackendStatus} from '../../model/status.js';
import {stateWord, type StateWord} from './state-word.js';

/** Sort columns. */
export type SortColumn = 'added' | 'state' | 'url' | 'connections' | 'rate' | 'p50' | 'p95' | 'p99' | 'errors' | 'weight';

/** Filter and order of the backend list. */
export type BackendsOrder = {
	readonly column: SortColumn;
	readonly isDescending: boolean;
	/** Whether backends are grouped by state, problems first. */
	readonly isGrouped: boolean;
	/** Whether only backends with problems are listed. */
	readonly isProblemsOnly: boolean;
	/** Text that URLs must contain; empty: all. */
	readonly search: string;
};

export const asAdded: BackendsOrder = {
	column: 'added', isDescending: false, isGrouped: false, isProblemsOnly: false, search: '',
};

/** Problems first. */
const stateRanks: Readonly<Record<StateWord, number>> = {
	DOWN: 0, EJECT: 1, CHECKING: 2, DRAIN: 3, OFF: 4, UP: 5,
};

const rankOf = (backend: BackendStatus): number => stateRanks[stateWord(backend)];

/** A backend that should serve and cannot, is ejected, or failed recently. */
const hasProblem = ({health, ejectedUntil, recent: {errorShare = 0}}: BackendStatus): boolean => health === 'unhealthy' || ejectedUntil !== undefined || errorShare > 0;

type Key = number | string | undefined;

const keys: Readonly<Record<Exclude<SortColumn, 'added'>, (backend: BackendStatus) => Key>> = {
	state: rankOf,
	url: ({url}) => url,
	connections: ({connections}) => connections,
	rate: ({recent}) => recent.requestsPerSecond,
	p50: ({recent}) => recent.p50Ms,
	p95: ({recent}) => recent.p95Ms,
	p99: ({recent}) => recent.p99Ms,
	errors: ({recent}) => recent.errorShare,
	weight: ({weight}) => weight,
};

/** Numbers ascending, texts alphabetically; unknown values last in either direction. */
const compareKeys = (first: Key, second: Key, direction: 1 | -1): number => {
	if (first === undefined || second === undefined) {
		return Number(first === undefined) - Number(second === undefined);
	}

	const difference = typeof first === 'string' || typeof second === 'string'
		? String(first).localeCompare(String(second), 'en', {numeric: true})
		: first - second;
	return difference * direction;
};

/** Problems are listed worst first unless sorted otherwise. */
const keyFor = ({column, isDescending, isProblemsOnly}: BackendsOrder): ((backend: BackendStatus) => Key) | undefined =>
	column === 'added' ? (isProblemsOnly && !isDescending ? rankOf : undefined) : keys[column];

/** Matches the URL, or the DNS name of the backend. */
const isFound = ({url, origin = ''}: BackendStatus, search: string): boolean => `${url} ${origin}`.toLowerCase().includes(search.toLowerCase());

/** The listed backends. Equal ones stay in the order of addition. */
export const orderBackends = (backends: readonly BackendStatus[], order: BackendsOrder): readonly BackendStatus[] => {
	const {isDescending, isGrouped, isProblemsOnly, search} = order;
	const found = search === '' ? backends : backends.filter(backend => isFound(backend, search));
	const listed = isProblemsOnly ? found.filter(backend => hasProblem(backend)) : found;
	const keyOf = keyFor(order);
	const start = isDescending && !keyOf ? listed.toReversed() : listed;
	if (!keyOf && !isGrouped) {
		return start;
	}

	const direction = isDescending ? -1 : 1;
	return start.toSorted((first, second) => {
		const byGroup = isGrouped ? rankOf(first) - rankOf(second) : 0;
		return byGroup === 0 && keyOf ? compareKeys(keyOf(first), keyOf(second), direction) : byGroup;
	});
};

/** Figures are sorted descending first, names ascending. */
const startsDescending = (column: SortColumn): boolean => !['added', 'state', 'url'].includes(column);

/** Sorts by a column; the same column again reverses the order. */
export const sortedBy = (order: BackendsOrder, column: SortColumn): BackendsOrder => ({
	...order,
	column,
	isDescending: order.column === column ? !order.isDescending : startsDescending(column),
});

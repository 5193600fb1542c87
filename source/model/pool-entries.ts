import type {PoolEntry} from './backend.js';
import type {Status} from './status.js';

/** The pool as it could be asked for again: what is being removed is left out, and names stand for what was found under them. */
export const poolEntries = ({backends, names = []}: Pick<Status, 'backends' | 'names'>): readonly PoolEntry[] => [
	...backends
		.filter(({isBeingRemoved, origin}) => !isBeingRemoved && origin === undefined)
		.map(({url, weight, state, healthCheck}) => ({url, weight, state, ...(healthCheck && {healthCheck})})),
	...names.map(({url, weight}) => ({url, weight})),
];

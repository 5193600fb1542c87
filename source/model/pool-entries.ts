import type {PoolEntry} from './backend.js';
import type {Status} from './status.js';

/** The pool in the form of `PUT /pool`: without backends that are being removed, and with DNS names in place of their backends. */
export const poolEntries = ({backends, names = []}: Pick<Status, 'backends' | 'names'>): readonly PoolEntry[] => [
	...backends
		.filter(({isBeingRemoved, origin}) => !isBeingRemoved && origin === undefined)
		.map(({url, weight, state, healthCheck}) => ({url, weight, state, ...(healthCheck && {healthCheck})})),
	...names.map(({url, weight}) => ({url, weight})),
];

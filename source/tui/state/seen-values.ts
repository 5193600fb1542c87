import type {SeenValues} from '../../model/request-filter/advise-on-filter.js';
import {listedLog} from './requests-list.js';
import type {ScreenState} from './screen-state.js';

/** Enough of the newest requests to know what is common. */
const maxRows = 300;

/** The values that requests had lately, the most frequent first. */
export const seenValues = (state: Pick<ScreenState, 'log' | 'view'>): SeenValues => field => {
	const counts = new Map<string, number>();
	for (const row of listedLog(state).rows.slice(-maxRows)) {
		const value = row.kind === 'record' ? field.valueOf(row.record) : undefined;
		if (value !== undefined && value !== '') {
			counts.set(value, (counts.get(value) ?? 0) + 1);
		}
	}

	return [...counts].toSorted(([, first], [, second]) => second - first).map(([value]) => value);
};

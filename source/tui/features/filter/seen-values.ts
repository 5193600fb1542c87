import type {SeenValues} from '../../../model/request-filter/advise-on-filter.js';
import {mostFrequent} from '../../../model/request-filter/offers.js';
import {listedLog} from '../../state/requests-list.js';
import type {ScreenState} from '../../state/screen-state.js';

/** A sample of the newest requests. */
const maxRows = 300;

/** Completions for each field, from recent requests. */
export const seenValues = (state: Pick<ScreenState, 'log' | 'view'>): SeenValues => ({offers, valueOf}) => {
	const records = listedLog(state).rows.slice(-maxRows).flatMap(row => row.kind === 'record' ? [row.record] : []);
	return offers ? offers(records) : mostFrequent(records, valueOf);
};

import type {SeenValues} from '../../model/request-filter/advise-on-filter.js';
import {mostFrequent} from '../../model/request-filter/offers.js';
import {listedLog} from './requests-list.js';
import type {ScreenState} from './screen-state.js';

/** Enough of the newest requests to know what is common. */
const maxRows = 300;

/** What is worth offering of each field, given what requests had lately. */
export const seenValues = (state: Pick<ScreenState, 'log' | 'view'>): SeenValues => ({offers, valueOf}) => {
	const records = listedLog(state).rows.slice(-maxRows).flatMap(row => row.kind === 'record' ? [row.record] : []);
	return offers ? offers(records) : mostFrequent(records, valueOf);
};

import type {RawHeaders} from '../../../../model/exchange-detail.js';
import {withoutBlanks} from '../headers/without-blanks.js';

/** @param lines - Header fields, each with its line end. */
export const parseHeaderLines = (lines: string): RawHeaders => lines.split('\r\n').flatMap(line => {
	const colon = line.indexOf(':');
	return colon === -1 ? [] : [line.slice(0, colon), withoutBlanks(line.slice(colon + 1))];
});

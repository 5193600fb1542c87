import type {RawHeaders} from '../../../../model/exchange-detail.js';
import {withoutBlanks} from '../headers/without-blanks.js';

/** @param lines - Header fields, each with its line end. */
export const parseHeaderLines = (lines: string): RawHeaders => lines.split('\r\n').flatMap(line => {
	const colon = line.indexOf(':');
	return colon === -1 ? [] : [line.slice(0, colon), withoutBlanks(line.slice(colon + 1))];
});

/** @param fields - `[name, value, …]` */
export const formatHeaderLines = (fields: RawHeaders): string => {
	let lines = '';
	for (let index = 0; index < fields.length; index += 2) {
		lines += `${fields[index]!}: ${fields[index + 1]!}\r\n`;
	}

	return lines;
};

import type {LogRecord} from '../../model/control.js';
import {recordToJson} from '../json/record-json.js';

const texts = new WeakMap<LogRecord, string>();

/** A request as JSON. All who listen are told the same ones, so each is written once, and kept no longer than its record. */
export const recordText = (record: LogRecord): string => {
	const known = texts.get(record);
	if (known !== undefined) {
		return known;
	}

	const text = JSON.stringify(recordToJson(record));
	texts.set(record, text);
	return text;
};

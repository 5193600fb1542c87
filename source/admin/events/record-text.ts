import type {LogRecord} from '../../model/access-log-entry.js';
import {onceEach} from '../../model/once-each.js';
import {request} from '../../wire/request.js';

/** A request as JSON. All who listen are told the same ones, so each is written once. */
export const recordText = onceEach((record: LogRecord) => JSON.stringify(request.encode(record)));

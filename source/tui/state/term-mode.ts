import type {LogRecord} from '../../model/access-log-entry.js';

/** A value of a request is being chosen, to look for others like it. */
export type TermMode = {readonly kind: 'term'; readonly record: LogRecord};

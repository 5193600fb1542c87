import type {LogRecord} from '../../../model/access-log-entry.js';
import {modeKind, type Mode} from '../../state/mode.js';

/** The choice of a value to filter by. */
export type TermMode = Mode & {readonly kind: 'term'; readonly record: LogRecord};

export const termMode = modeKind<TermMode>('term');

import type {LogRecord} from '../../model/access-log-entry.js';
import type {ExportFormat} from '../export/export-format.js';
import type {Mode} from './mode.js';
import type {TextField} from './text-field.js';

/** Requests are about to be written down. */
export type ExportMode = {
	readonly kind: 'export';
	readonly records: readonly LogRecord[];
	/** How they were chosen. */
	readonly choice: 'marked' | 'listed' | 'inspected';
	readonly format: ExportFormat;
	/** Name of the file. */
	readonly field: TextField;
	readonly showsSecrets: boolean;
	/** Whether it is being written. */
	readonly isPending: boolean;
	readonly problem?: string;
	/** What was on the screen before, and comes back. */
	readonly back: Mode;
};

import type {LogRecord} from '../../../model/access-log-entry.js';
import {modeKind, type Mode} from '../../state/mode.js';
import type {TextField} from '../../state/text-field.js';
import type {ExportFormat} from './export-format.js';

/** The export form. */
export type ExportMode = Mode & {
	readonly kind: 'export';
	readonly records: readonly LogRecord[];
	readonly choice: 'marked' | 'listed' | 'inspected';
	readonly format: ExportFormat;
	readonly field: TextField;
	readonly showsSecrets: boolean;
	readonly isPending: boolean;
	readonly problem?: string;
	/** The previous mode. */
	readonly back: Mode;
};

export const exportMode = modeKind<ExportMode>('export');

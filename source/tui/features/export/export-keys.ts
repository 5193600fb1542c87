import type {Command} from '../../screen-command.js';
import {exportRecords} from './export-records.js';

export const exportKeys = [
	{
		id: 'export',
		context: 'browse',
		keys: ['e'],
		label: 'export',
		help: 'Export the marked requests, or all that are listed',
		applies: state => exportRecords(state).records.length > 0,
	},
	{
		id: 'export-file',
		context: 'export',
		keys: ['enter'],
		label: 'write',
		labelNow: () => 'to the file',
		help: 'Write them to the file',
		footer: 5,
	},
	{
		id: 'export-clipboard',
		context: 'export',
		keys: ['ctrl-y'],
		label: 'copy',
		labelNow: () => 'to the clipboard',
		help: 'Copy them to the clipboard instead',
		footer: 3,
	},
	{
		id: 'export-format',
		context: 'export',
		keys: ['tab'],
		label: 'format',
		help: 'Switch the format: HAR, curl, JSON lines, CSV',
		footer: 4,
	},
	{
		id: 'export-secrets',
		context: 'export',
		keys: ['ctrl-s'],
		label: 'secrets',
		labelNow: ({mode}) => mode.kind === 'export' && mode.showsSecrets ? 'mask secrets' : 'with secrets',
		help: 'Include or mask the values of secret headers',
		footer: 1,
	},
	{
		id: 'cancel-export',
		context: 'export',
		keys: ['esc'],
		label: 'cancel',
		help: 'Close the form without exporting',
		footer: 4.5,
	},
] as const satisfies readonly Command[];

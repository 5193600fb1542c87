import {selectedRecord} from '../../state/selected-record.js';
import type {ScreenState} from '../../state/screen-state.js';
import type {Command} from '../../screen-command.js';

const hasRecord = (state: ScreenState): boolean => selectedRecord(state) !== undefined;

/** What the capture key would do. */
export const captureLabel = ({status: {captureBytes}}: ScreenState): string => captureBytes === undefined ? 'capture' : 'stop capture';

export const requestActionsKeys = [
	{
		id: 'inspect',
		context: 'requests',
		keys: ['enter'],
		label: 'inspect',
		help: 'Inspect the selected request: headers, attempts, bodies',
		footer: 6,
		applies: hasRecord,
	},
	{
		id: 'mark',
		context: 'requests',
		keys: ['space'],
		label: 'mark',
		help: 'Mark or unmark it for export; pauses the log',
		footer: 4,
		applies: hasRecord,
	},
	{
		id: 'clear-marks',
		context: 'requests',
		keys: ['U'],
		label: 'unmark all',
		help: 'Unmark all requests',
		footer: 1,
		applies: ({marks}) => marks.size > 0,
	},
	{
		id: 'copy-curl',
		context: 'requests',
		keys: ['y'],
		label: 'copy as curl',
		help: 'Copy it as a curl command',
		needs: 'headers',
		applies: hasRecord,
	},
	{
		id: 'capture',
		context: 'browse',
		keys: ['c'],
		label: 'capture',
		labelNow: captureLabel,
		help: 'Start or stop capturing the bodies of new requests',
		isChange: true,
		needs: 'bodies',
	},
] as const satisfies readonly Command[];

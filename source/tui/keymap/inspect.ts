import type {ScreenState} from '../state/screen-state.js';
import {captureLabel} from './request-actions.js';
import type {Command} from './command.js';

const isRead = ({mode}: ScreenState): boolean => mode.kind === 'inspect' && mode.inspection.found.kind === 'read';

/** One request is looked at. */
export const inspectKeys = [
	{
		id: 'close-inspector',
		context: 'inspect',
		keys: ['esc', 'q', 'enter'],
		label: 'back',
		labelNow: ({mode}) => mode.kind === 'inspect' && mode.inspection.again ? 'end comparison' : 'back',
		help: 'Back: from a comparison to the request, from it to the lists',
		footer: 9,
	},
	{
		id: 'inspect-next',
		context: 'inspect',
		keys: ['n', 'right'],
		label: 'next',
		help: 'Look at the next request',
		footer: 6,
	},
	{
		id: 'inspect-previous',
		context: 'inspect',
		keys: ['p', 'left'],
		label: 'previous',
		help: 'Look at the request before',
		footer: 2,
	},
	{
		id: 'replay',
		context: 'inspect',
		keys: ['r'],
		label: 'again',
		labelNow: () => 'send again',
		help: 'Send it again to the same backend; compare both answers',
		isChange: true,
		footer: 8,
		applies: isRead,
	},
	{
		id: 'replay-elsewhere',
		context: 'inspect',
		keys: ['R'],
		label: 'to another',
		help: 'Send it again to another backend; compare both answers',
		isChange: true,
		footer: 7,
		applies: isRead,
	},
	{
		id: 'show-secrets',
		context: 'inspect',
		keys: ['s'],
		label: 'secrets',
		labelNow: ({mode}) => mode.kind === 'inspect' && mode.inspection.showsSecrets ? 'mask secrets' : 'show secrets',
		help: 'Show or mask secrets, here and in what is copied',
		footer: 3,
	},
	{
		id: 'inspected-curl',
		context: 'inspect',
		keys: ['y'],
		label: 'curl',
		labelNow: () => 'copy as curl',
		help: 'Copy it as a curl command',
		footer: 4,
		applies: isRead,
	},
	{
		id: 'inspected-export',
		context: 'inspect',
		keys: ['e'],
		label: 'export',
		help: 'Export it to a file or the clipboard',
		footer: 2.5,
	},
	{
		id: 'inspected-capture',
		context: 'inspect',
		keys: ['c'],
		label: 'capture',
		labelNow: captureLabel,
		help: 'Capture the bodies of requests to come, or stop it',
		isChange: true,
		footer: 1,
	},
] as const satisfies readonly Command[];

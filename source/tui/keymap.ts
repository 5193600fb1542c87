import {canCut, selectedBackend, type ScreenState} from './state/screen-state.js';

/** Where a key has its meaning. `browse` is both lists, `anywhere` every moment. */
export type Context = 'backends' | 'requests' | 'browse' | 'add' | 'confirm' | 'help' | 'anywhere';

export type Command = {
	readonly id: string;
	readonly context: Context;
	/** Names as in `KeyPress`. */
	readonly keys: readonly [string, ...string[]];
	/** A word or two for the footer. */
	readonly label: string;
	/** A sentence for the help screen and the readme. */
	readonly help: string;
	/** Its place in the footer when space gets scarce, the highest stays longest; absent when it is never shown there. */
	readonly footer?: number;
	/** Whether it would do anything now; always, when absent. */
	readonly applies?: (state: ScreenState) => boolean;
	/** The label as things stand, where that depends. */
	readonly labelNow?: (state: ScreenState) => string;
};

const hasBackend = (state: ScreenState): boolean => selectedBackend(state) !== undefined;

/** Every key of the screen. Footer, help screen and the readme's table are made from this list. */
export const keymap = [
	{
		id: 'add',
		context: 'browse',
		keys: ['a'],
		label: 'add',
		help: 'Add a backend',
		footer: 7,
	},
	{
		id: 'toggle',
		context: 'backends',
		keys: ['space'],
		label: 'enable/disable',
		labelNow: state => selectedBackend(state)?.state === 'disabled' ? 'enable' : 'disable',
		help: 'Enable or disable the selected backend',
		footer: 6,
		applies: hasBackend,
	},
	{
		id: 'drain',
		context: 'backends',
		keys: ['d'],
		label: 'drain',
		labelNow: state => selectedBackend(state)?.state === 'draining' ? 'undrain' : 'drain',
		help: 'Drain it: no new requests, those in flight end; again to undo',
		footer: 5,
		applies: state => hasBackend(state) && selectedBackend(state)?.state !== 'disabled',
	},
	{
		id: 'remove',
		context: 'backends',
		keys: ['x'],
		label: 'remove',
		help: 'Remove it (asks first); a busy one drains before it goes',
		footer: 4,
		applies: hasBackend,
	},
	{
		id: 'undo',
		context: 'browse',
		keys: ['u'],
		label: 'undo',
		help: 'Take back the last change of the pool, then the one before',
	},
	{
		id: 'policy',
		context: 'browse',
		keys: ['b'],
		label: 'policy',
		help: 'Choose backends by the next balancing policy',
	},
	{
		id: 'pause',
		context: 'browse',
		keys: ['p'],
		label: 'pause/follow',
		labelNow: ({view}) => view.kind === 'paused' ? 'follow' : 'pause',
		help: 'Pause the request log, or follow it again',
		footer: 3,
		applies: ({log}) => log.rows.length > 0,
	},
	{
		id: 'switch-pane',
		context: 'browse',
		keys: ['tab', 'shift-tab'],
		label: 'switch',
		help: 'Switch between backends and requests',
		footer: 2,
	},
	{
		id: 'up',
		context: 'browse',
		keys: ['k', 'up'],
		label: 'up',
		help: 'Move up; in the request log this pauses it',
	},
	{
		id: 'down',
		context: 'browse',
		keys: ['j', 'down'],
		label: 'down',
		help: 'Move down',
	},
	{
		id: 'page-up',
		context: 'browse',
		keys: ['pgup', 'ctrl-b'],
		label: 'page up',
		help: 'Move up a page',
	},
	{
		id: 'page-down',
		context: 'browse',
		keys: ['pgdn', 'ctrl-f'],
		label: 'page down',
		help: 'Move down a page',
	},
	{
		id: 'first',
		context: 'browse',
		keys: ['g', 'home'],
		label: 'first',
		help: 'Move to the first row',
	},
	{
		id: 'last',
		context: 'browse',
		keys: ['G', 'end'],
		label: 'last',
		help: 'Move to the last row; in the request log this follows again',
	},
	{
		id: 'help',
		context: 'browse',
		keys: ['?'],
		label: 'help',
		help: 'Show all keys',
		footer: 9,
	},
	{
		id: 'quit',
		context: 'browse',
		keys: ['q'],
		label: 'quit',
		labelNow: ({attachedTo}) => attachedTo === undefined ? 'quit' : 'detach',
		help: 'Quit: requests in flight are finished first; an attached screen only detaches',
		footer: 8,
		applies: ({isLeaving}) => !isLeaving,
	},
	{
		id: 'submit',
		context: 'add',
		keys: ['enter'],
		label: 'add',
		help: 'Add the backend',
		footer: 2,
	},
	{
		id: 'cancel',
		context: 'add',
		keys: ['esc'],
		label: 'cancel',
		help: 'Close the form without adding',
		footer: 1,
	},
	{
		id: 'cursor-left',
		context: 'add',
		keys: ['left', 'ctrl-b'],
		label: 'left',
		help: 'Move the cursor left',
	},
	{
		id: 'cursor-right',
		context: 'add',
		keys: ['right', 'ctrl-f'],
		label: 'right',
		help: 'Move the cursor right',
	},
	{
		id: 'cursor-start',
		context: 'add',
		keys: ['home', 'ctrl-a'],
		label: 'start',
		help: 'Move the cursor to the start',
	},
	{
		id: 'cursor-end',
		context: 'add',
		keys: ['end', 'ctrl-e'],
		label: 'end',
		help: 'Move the cursor to the end',
	},
	{
		id: 'erase',
		context: 'add',
		keys: ['backspace', 'ctrl-h'],
		label: 'erase',
		help: 'Erase the character before the cursor',
	},
	{
		id: 'erase-forward',
		context: 'add',
		keys: ['delete', 'ctrl-d'],
		label: 'erase',
		help: 'Erase the character at the cursor',
	},
	{
		id: 'erase-word',
		context: 'add',
		keys: ['ctrl-w'],
		label: 'erase word',
		help: 'Erase the part before the cursor',
	},
	{
		id: 'erase-to-start',
		context: 'add',
		keys: ['ctrl-u'],
		label: 'erase all',
		help: 'Erase all before the cursor',
	},
	{
		id: 'yes',
		context: 'confirm',
		keys: ['y', 'Y'],
		label: 'yes',
		help: 'Do it',
		footer: 2,
	},
	{
		id: 'cut',
		context: 'confirm',
		keys: ['c', 'C'],
		label: 'cut off',
		help: 'Remove a busy backend at once, cutting off what is in flight',
		footer: 1,
		applies: ({mode}) => mode.kind === 'confirm' && canCut(mode.pending),
	},
	{
		id: 'no',
		context: 'confirm',
		keys: ['n', 'N', 'esc', 'q'],
		label: 'no',
		help: 'Leave everything as it is',
		footer: 1,
	},
	{
		id: 'close-help',
		context: 'help',
		keys: ['esc', '?', 'q', 'enter'],
		label: 'close',
		help: 'Close the help',
		footer: 2,
	},
	{
		id: 'help-up',
		context: 'help',
		keys: ['k', 'up', 'pgup'],
		label: 'up',
		help: 'Scroll up',
		footer: 1,
	},
	{
		id: 'help-down',
		context: 'help',
		keys: ['j', 'down', 'pgdn', 'space'],
		label: 'down',
		help: 'Scroll down',
		footer: 1,
	},
	{
		id: 'interrupt',
		context: 'anywhere',
		keys: ['ctrl-c'],
		label: 'leave at once',
		help: 'Quit; once more leaves at once',
		footer: 10,
		applies: ({isLeaving}) => isLeaving,
	},
	{
		id: 'redraw',
		context: 'anywhere',
		keys: ['ctrl-l'],
		label: 'redraw',
		help: 'Draw the whole screen anew',
	},
] as const satisfies readonly Command[];

export type CommandId = (typeof keymap)[number]['id'];

/** The list again, without the narrowness of its literals. */
export const commands: ReadonlyArray<Command & {readonly id: CommandId}> = keymap;

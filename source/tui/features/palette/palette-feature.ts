import {contexts, type Context} from '../../input/contexts.js';
import {toBelow} from '../../modes/to-below.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {clampIndex} from '../../state/scroll.js';
import {insertSpaced, textField, type TextField} from '../../state/text-field.js';
import type {TextEntry} from '../../modes/text-entry.js';
import type {MouseReport} from '../../terminal/mouse-report.js';
import {layOut} from '../../layout/lay-out.js';
import {isQuestion} from '../../input/bindings.js';
import {commandAt, palettePrompt} from './palette-prompt.js';
import {paletteEntries} from './palette-entries.js';
import {paletteMode, type PaletteMode} from './palette-mode.js';

const whileOpen = (session: Session, act: (mode: PaletteMode) => void): void => {
	const {mode} = session.state;
	if (paletteMode.is(mode)) {
		act(mode);
	}
};

const edit = (session: Session, change: (field: TextField) => TextField): void => {
	whileOpen(session, mode => {
		session.change({mode: paletteMode.of({...mode, field: change(mode.field), choice: 0})});
	});
};

const insert = (session: Session, text: string): void => {
	edit(session, field => insertSpaced(field, text));
};

const entry: TextEntry = {edit, type: insert, paste: insert};

const choose = (session: Session, step: number): void => {
	whileOpen(session, mode => {
		const {length} = paletteEntries(session.state, mode);
		session.change({mode: paletteMode.of({...mode, choice: length === 0 ? 0 : (mode.choice + step + length) % length})});
	});
};

const complete = (session: Session): void => {
	whileOpen(session, mode => {
		const found = paletteEntries(session.state, mode)[mode.choice];
		if (found) {
			session.change({mode: paletteMode.of({...mode, field: textField(found.completed), choice: 0})});
		}
	});
};

/** Selects a command by its index, or the nearest. */
const markCommand = (session: Session, choice: number): void => {
	whileOpen(session, mode => {
		session.change({mode: paletteMode.of({...mode, choice: clampIndex(choice, paletteEntries(session.state, mode).length)})});
	});
};

const click = (session: Session, {row}: MouseReport): boolean => {
	const {state} = session;
	const {mode} = state;
	const choice = paletteMode.is(mode) ? commandAt(mode, state, layOut(state), row) : undefined;
	if (choice !== undefined) {
		markCommand(session, choice);
	}

	return choice !== undefined;
};

const turnWheel = (session: Session, _report: MouseReport, rows: number): void => {
	whileOpen(session, ({choice}) => {
		markCommand(session, choice + rows);
	});
};

const context: Context = {id: 'palette', title: 'Command palette', place: 'in the command palette'};

export const paletteFeature: Feature = {
	commands: [
		{
			id: 'palette',
			context: contexts.screens,
			keys: [':', 'ctrl-p'],
			label: 'commands',
			help: 'Commands and settings by name, such as weight 3',
			footer: 'sometimes',
			applies: ({mode, modes}) => !isQuestion(mode, {modes}),
			run(session) {
				const {mode, modes} = session.state;
				// Confirmations take precedence.
				if (!isQuestion(mode, {modes})) {
					session.change({mode: paletteMode.of({field: textField(''), choice: 0, settings: session.control.settings(), back: mode})});
				}
			},
		},
		{
			id: 'run-command',
			context,
			keys: ['enter'],
			label: 'run',
			help: 'Run the selected command',
			footer: 'always',
			run(session) {
				whileOpen(session, mode => {
					const found = paletteEntries(session.state, mode)[mode.choice];
					if (found?.run) {
						session.change({mode: mode.back});
						found.run(session);
					} else {
						// What is typed on would be taken for keys.
						complete(session);
					}
				});
			},
		},
		{
			id: 'complete-command',
			context,
			keys: ['tab'],
			label: 'complete',
			help: 'Complete the name; after it, a value may be typed',
			footer: 'often',
			run: complete,
		},
		{
			id: 'next-command',
			context,
			keys: ['down', 'ctrl-n'],
			label: 'next',
			help: 'Select the next command',
			footer: 'often',
			run(session) {
				choose(session, 1);
			},
		},
		{
			id: 'previous-command',
			context,
			keys: ['up', 'shift-tab', 'ctrl-p'],
			label: 'previous',
			help: 'Select the previous command',
			run(session) {
				choose(session, -1);
			},
		},
		toBelow({id: 'close-palette', context, keys: ['esc'], help: 'Close the command palette', footer: 'usually'}),
	],
	modes: {
		palette: {
			contexts: [context, contexts.typing, contexts.anywhere],
			entry,
			click,
			turnWheel,
			bottom: {
				rows: ({size: {rows}}) => Math.min(14, Math.max(3, Math.floor(rows / 2))),
				lines: (state, look, layout) => paletteMode.is(state.mode) ? palettePrompt(state.mode, state, look, layout) : [],
			},
			isOverlay: true,
		},
	},
};

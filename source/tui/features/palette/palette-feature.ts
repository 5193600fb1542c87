import type {CommandId} from '../../keymap.js';
import type {Session} from '../../session.js';
import {isQuestion} from '../../state/mode.js';
import {clampIndex} from '../../state/scroll.js';
import {insertSpaced, textField, type TextField} from '../../state/text-field.js';
import type {RunsOf} from '../../run.js';
import type {TextEntry} from '../../modes/text-entry.js';
import {foundCommands, type PaletteMode} from './palette-mode.js';
import type {paletteKeys} from './palette-keys.js';

const whileOpen = (session: Session, act: (mode: PaletteMode) => void): void => {
	const {mode} = session.state;
	if (mode.kind === 'palette') {
		act(mode);
	}
};

const edit = (session: Session, change: (field: TextField) => TextField): void => {
	whileOpen(session, mode => {
		session.change({mode: {...mode, field: change(mode.field), choice: 0}});
	});
};

const insert = (session: Session, text: string): void => {
	edit(session, field => insertSpaced(field, text));
};

export const paletteEntry: TextEntry = {edit, type: insert, paste: insert};

const choose = (session: Session, step: number): void => {
	whileOpen(session, mode => {
		const {length} = foundCommands(session.state, mode);
		session.change({mode: {...mode, choice: length === 0 ? 0 : (mode.choice + step + length) % length}});
	});
};

/** Selects a command by its index, or the nearest. */
export const markCommand = (session: Session, choice: number): void => {
	whileOpen(session, mode => {
		session.change({mode: {...mode, choice: clampIndex(choice, foundCommands(session.state, mode).length)}});
	});
};

/** The commands of the palette, given a function that runs any command. */
export const paletteRuns = (run: (id: CommandId, session: Session) => void): RunsOf<typeof paletteKeys> => ({
	palette(session) {
		const {mode} = session.state;
		// Confirmations take precedence.
		if (!isQuestion(mode)) {
			session.change({mode: {kind: 'palette', field: textField(''), choice: 0, back: mode}});
		}
	},
	'run-command'(session) {
		whileOpen(session, mode => {
			const found = foundCommands(session.state, mode)[mode.choice];
			// Further typing would be taken for keys.
			if (found) {
				session.change({mode: mode.back});
				run(found.id, session);
			}
		});
	},
	'next-command'(session) {
		choose(session, 1);
	},
	'previous-command'(session) {
		choose(session, -1);
	},
	'close-palette'(session) {
		whileOpen(session, ({back}) => {
			session.change({mode: back});
		});
	},
});

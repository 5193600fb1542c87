import type {CommandId} from '../keymap.js';
import type {paletteKeys} from '../keymap/palette.js';
import type {Session} from '../session.js';
import {browse} from '../state/mode.js';
import {foundCommands, type PaletteMode} from '../state/palette-mode.js';
import {insertSpaced, textField, type TextField} from '../state/text-field.js';
import type {RunsOf} from './run.js';
import type {TextEntry} from './text-entry.js';

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
		const {length} = foundCommands(session.state, mode.field.text);
		session.change({mode: {...mode, choice: length === 0 ? 0 : (mode.choice + step + length) % length}});
	});
};

/** What the keys of the palette do, given what carries out any command. */
export const paletteRuns = (run: (id: CommandId, session: Session) => void): RunsOf<typeof paletteKeys> => ({
	palette(session) {
		session.change({mode: {kind: 'palette', field: textField(''), choice: 0}});
	},
	'run-command'(session) {
		whileOpen(session, mode => {
			const found = foundCommands(session.state, mode.field.text)[mode.choice];
			session.change({mode: browse});
			if (found) {
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
		session.change({mode: browse});
	},
});

import type {BottomOf} from '../feature.js';
import type {Glyphs} from '../look/glyphs.js';
import type {Line} from '../layout/line.js';
import {anyLook, type Look} from '../look/look.js';
import {paragraph} from '../layout/prose.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';
import type {Tone} from '../look/theme.js';

export type Question = {
	readonly text: string;
	readonly tone: Tone;
};

type Ask<Asking extends Mode> = (mode: Asking, state: ScreenState, glyphs: Glyphs) => Question;

/** A question that a key answers, in as many rows as needed. */
export const question = <Asking extends Mode>({is}: {is(mode: Mode): mode is Asking}, ask: Ask<Asking>): BottomOf<ScreenState> => {
	const lines = (state: ScreenState, look: Look): Line[] => {
		if (!is(state.mode)) {
			return [];
		}

		const {text, tone} = ask(state.mode, state, look.glyphs);
		return paragraph(text, state.size.columns, look, tone);
	};

	return {rows: state => lines(state, anyLook).length + 1, lines};
};

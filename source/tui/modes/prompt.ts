import type {BottomOf} from '../feature.js';
import type {Layout, Tier} from '../layout/layout.js';
import type {Line} from '../layout/line.js';
import type {Look} from '../look/look.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';

type Draw<Prompting extends Mode> = (mode: Prompting, state: ScreenState, look: Look, layout: Layout) => readonly Line[];

/** A prompt, with its preferred rows on the smallest screens and on others. */
export const prompt = <Prompting extends Mode>({is}: {is(mode: Mode): mode is Prompting}, [minimal, roomy]: readonly [number, number], draw: Draw<Prompting>): BottomOf<ScreenState> => ({
	rows: (_state: ScreenState, tier: Tier) => tier === 'minimal' ? minimal : roomy,
	lines: ({mode, ...state}: ScreenState, look: Look, layout: Layout) => is(mode) ? draw(mode, {...state, mode}, look, layout) : [],
});

import {layOut} from '../layout/lay-out.js';
import type {Line} from '../layout/line.js';
import {textPlaces, type ReaderPlace} from '../layout/reader-place.js';
import {nothing, textPane} from '../layout/text-pane.js';
import {anyLook, type Look} from '../look/look.js';
import type {Mode} from '../state/mode.js';
import type {ModeTraits, ScreenState} from '../state/screen-state.js';
import {wordsOf} from './readable-text.js';

/** A mode that stores the first visible line itself. */
type TextMode = Mode & {readonly top: number};

type TextScreen<Shown extends TextMode> = {
	readonly kind: {is(mode: Mode): mode is Shown};
	readonly title: (mode: Shown) => string;
	/** What stands beside the title. */
	readonly remark?: (mode: Shown, state: ScreenState, look: Look) => Line;
	/** @default full */
	readonly placement?: keyof typeof textPlaces;
	/** The whole text, visible or not. */
	readonly lines: (mode: Shown, state: ScreenState, look: Look, place: ReaderPlace) => readonly Line[];
};

/** What a mode shows and does that has a text: it scrolls and can be searched. */
export const textScreen = <Shown extends TextMode>({kind, title, remark, placement = 'full', lines}: TextScreen<Shown>): Required<Pick<ModeTraits, 'text' | 'screen'>> => {
	const placeIn = textPlaces[placement];
	return {
		text: {
			extentOf(state) {
				const {mode} = state;
				if (!kind.is(mode)) {
					return undefined;
				}

				const place = placeIn(state, layOut(state));
				const text = lines(mode, state, anyLook, place);
				return {top: mode.top, length: text.length, visible: place.visible, words: () => wordsOf(text)};
			},
			scrollTo(session, top) {
				const {mode} = session.state;
				if (kind.is(mode)) {
					const scrolled: TextMode = {...mode, top};
					session.change({mode: scrolled});
				}
			},
		},
		screen: {
			...(placement === 'beside' && {isBeside: true}),
			...(placement === 'brief' && {isBrief: true}),
			draw(state, look, layout) {
				const {mode} = state;
				if (!kind.is(mode)) {
					return nothing;
				}

				const place = placeIn(state, layout);
				return textPane({title: title(mode), ...(remark && {remark: remark(mode, state, look)}), lines: lines(mode, state, look, place), top: mode.top}, place, look);
			},
		},
	};
};

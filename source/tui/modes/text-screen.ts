import type {Line} from '../layout/line.js';
import {textPlaces, type ReaderPlace} from '../layout/reader.js';
import {nothing, textPane} from '../layout/text-pane.js';
import {anyLook, type Look} from '../look/look.js';
import type {ModeTraits, ScreenState} from '../state/screen-state.js';
import {readingOf, type ReadKind, type ReadMode} from './readable-text.js';

type TextScreen<Read extends ReadMode> = {
	readonly kind: ReadKind<Read>;
	readonly title: (mode: Read) => string;
	/** What stands beside the title. */
	readonly remark?: (mode: Read, state: ScreenState, look: Look) => Line;
	/** @default full */
	readonly placement?: keyof typeof textPlaces;
	/** The whole text, visible or not. */
	readonly lines: (mode: Read, state: ScreenState, look: Look, place: ReaderPlace) => readonly Line[];
};

/** What a mode shows and does that has a text: it scrolls and can be searched. */
export const textScreen = <Read extends ReadMode>({kind, title, remark, placement = 'full', lines}: TextScreen<Read>): Required<Pick<ModeTraits, 'text' | 'screen'>> => {
	const placeIn = textPlaces[placement];
	return {
		text: readingOf(kind, (mode, state, layout) => {
			const place = placeIn(state, layout);
			return {lines: lines(mode, state, anyLook, place), visible: place.visible};
		}),
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

import type {ReadableTextOf} from '../feature.js';
import type {Line} from '../layout/line.js';
import type {ScreenState} from '../state/screen-state.js';

export type ReadableText = ReadableTextOf<ScreenState>;

/** The text of each line. */
export const wordsOf = (lines: readonly Line[]): readonly string[] => lines.map(line => line.map(({text}) => text).join(''));

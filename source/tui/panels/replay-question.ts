import {isIdempotent} from '../../model/idempotent-method.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import type {ReplayMode} from '../state/inspect-mode.js';
import {stateWord} from '../state/state-word.js';
import type {ScreenState} from '../state/screen-state.js';
import {shortUrl} from '../text/address.js';
import {sanitize} from '../text/sanitize.js';
import {stateSign} from './backend-state.js';

/** Where a request would be sent once more, and what that might do. */
export const replayQuestion = ({inspection, backend, isPending}: ReplayMode, {status}: ScreenState, {glyphs}: Look): Line => {
	const {method} = inspection.record;
	const chosen = status.backends.find(({id}) => id === backend);
	if (!chosen) {
		return [segment(' That backend is gone; choose another', 'warn')];
	}

	const {glyph, word, tone} = stateSign(stateWord(chosen), glyphs);
	const url = sanitize(shortUrl(chosen.url), glyphs);
	if (isPending) {
		return [segment(` Waiting for the answer of ${url}${glyphs.ellipsis}`, 'info')];
	}

	const warning = isIdempotent(method) ? '' : ` A ${sanitize(method, glyphs)} may act a second time`;
	return [segment(' Send again to '), segment(url, 'strong'), segment(` ${glyph} ${word}`, tone), segment(`?${warning}`, 'warn')];
};

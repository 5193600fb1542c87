import {isSafe} from '../../../model/safe-method.js';
import type {Question} from '../../modes/question.js';
import type {ScreenState} from '../../state/screen-state.js';
import type {Glyphs} from '../../look/glyphs.js';
import {shortUrl} from '../../text/address.js';
import {backendSign} from '../../text/backend-state.js';
import type {ReplayMode} from './replay-mode.js';

/** The backend of a replay, and its risk. */
export const replayQuestion = ({inspection, backend, isPending}: ReplayMode, {status}: ScreenState, glyphs: Glyphs): Question => {
	const {method} = inspection.record;
	const chosen = status.backends.find(({id}) => id === backend);
	if (!chosen) {
		return {text: 'That backend was removed; choose another', tone: 'warn'};
	}

	const url = shortUrl(chosen.url);
	if (isPending) {
		return {text: `Waiting for the response of ${url}${glyphs.ellipsis}`, tone: 'info'};
	}

	const {glyph, word} = backendSign(chosen, glyphs);
	const warning = isSafe(method) ? '' : ` ${method} is not safe to repeat`;
	return {text: `Replay to ${url} (${glyph} ${word})?${warning}`, tone: warning === '' && word === 'UP' ? 'plain' : 'warn'};
};

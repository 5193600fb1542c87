import {isSafe} from '../../model/safe-method.js';
import type {Glyphs} from '../glyphs.js';
import type {Line} from '../layout/line.js';
import {anyLook, type Look} from '../look.js';
import type {ConfirmMode} from '../features/pool/confirm-mode.js';
import type {ReplayMode} from '../features/inspect/inspect-mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {shortUrl} from '../text/address.js';
import {formatCount} from '../text/units.js';
import type {Tone} from '../theme.js';
import {backendSign} from './backend-state.js';
import {paragraph} from './prose.js';

type Question = {
	readonly text: string;
	readonly tone: Tone;
};

const inFlight = (connections: number): string =>
	connections === 0 ? '' : ` ${formatCount(connections)} in flight ${connections === 1 ? 'ends' : 'end'} first.`;

const noneLeft = ' No backend is left: all get 503.';

const confirmQuestion = ({pending}: ConfirmMode): Question => {
	const url = shortUrl(pending.backend.url);
	const last = pending.isLast ? noneLeft : '';
	if (pending.type === 'remove') {
		return {text: `Remove ${url}?${last}${inFlight(pending.backend.connections)}`, tone: 'warn'};
	}

	const verb = pending.state === 'draining' ? 'Drain' : 'Disable';
	return {text: `${verb} ${url}?${last}`, tone: 'warn'};
};

/** The backend of a replay, and its risk. */
const replayQuestion = ({inspection, backend, isPending}: ReplayMode, {status}: ScreenState, glyphs: Glyphs): Question => {
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

/** The question, in as many rows as needed. */
export const questionLines = (state: ScreenState, look: Look): Line[] => {
	const {mode, size: {columns}} = state;
	if (mode.kind !== 'confirm' && mode.kind !== 'replay') {
		return [];
	}

	const {text, tone} = mode.kind === 'confirm' ? confirmQuestion(mode) : replayQuestion(mode, state, look.glyphs);
	return paragraph(text, columns, look, tone);
};

export const questionRows = (state: ScreenState): number => questionLines(state, anyLook).length;

import type {Question} from '../../modes/question.js';
import {formatCount} from '../../text/units.js';
import {shortUrl} from '../../text/address.js';
import type {ConfirmMode} from './confirm-mode.js';

const inFlight = (connections: number): string =>
	connections === 0 ? '' : ` ${formatCount(connections)} in flight ${connections === 1 ? 'ends' : 'end'} first.`;

const noneLeft = ' No backend is left: all get 503.';

/** What a confirmation asks. */
export const confirmQuestion = ({pending}: ConfirmMode): Question => {
	const url = shortUrl(pending.backend.url);
	const last = pending.isLast ? noneLeft : '';
	if (pending.type === 'remove') {
		return {text: `Remove ${url}?${last}${inFlight(pending.backend.connections)}`, tone: 'warn'};
	}

	const verb = pending.state === 'draining' ? 'Drain' : 'Disable';
	return {text: `${verb} ${url}?${last}`, tone: 'warn'};
};

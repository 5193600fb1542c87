import type {Question} from '../../modes/question.js';
import {formatCount} from '../../text/units.js';
import {shortUrl} from '../../text/address.js';
import type {ConfirmMode} from './confirm-mode.js';

const inFlight = (connections: number): string =>
	connections === 0 ? '' : ` ${formatCount(connections)} in flight ${connections === 1 ? 'ends' : 'end'} first.`;

const noneLeft = ' No backend is left: all get 503.';

/** What a confirmation asks. */
export const confirmQuestion = ({pending}: ConfirmMode): Question => {
	const {backends} = pending;
	const [only, ...others] = backends;
	const what = only && others.length === 0 ? shortUrl(only.url) : `${formatCount(backends.length)} marked backends`;
	const last = pending.isLast ? noneLeft : '';
	if (pending.type === 'remove') {
		return {text: `Remove ${what}?${last}${inFlight(backends.reduce((sum, {connections}) => sum + connections, 0))}`, tone: 'warn'};
	}

	const verb = pending.state === 'draining' ? 'Drain' : 'Disable';
	return {text: `${verb} ${what}?${last}`, tone: 'warn'};
};

import type {ExchangeDetail} from '../../model/exchange-detail.js';
import {formatBytes} from '../text/units.js';

/**
Why a request cannot be sent again, as far as that shows without trying, and what to do; undefined when nothing stands in the way.

@param isCapturing - Whether bodies are captured by now.
*/
export const replayObstacle = ({record: {requestBytes, status}, requestHeaders, requestBody}: ExchangeDetail, isCapturing: boolean): string | undefined => {
	if (requestHeaders.length === 0 || status === 101) {
		return 'Not sent: it was malformed, or its connection was switched to another protocol';
	}

	const length = requestBody?.bytes.length ?? 0;
	if (length === requestBytes) {
		return undefined;
	}

	if (length > 0) {
		return `Not sent: ${formatBytes(length)} of its ${formatBytes(requestBytes)} were captured; the setting capture says how much`;
	}

	return isCapturing ? 'Not sent: its body is not available; those of newer requests are' : 'Not sent: its body was not captured; c captures those of requests to come';
};

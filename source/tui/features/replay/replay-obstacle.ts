import type {ExchangeDetail} from '../../../model/exchange-detail.js';
import {formatBytes} from '../../text/units.js';

/**
Why a request cannot be replayed, as far as that is known beforehand, and what to do; undefined if it can.

@param isCapturing - Whether bodies are captured by now.
*/
export const replayObstacle = ({record: {requestBytes, status}, requestHeaders, requestBody}: ExchangeDetail, isCapturing: boolean): string | undefined => {
	if (requestHeaders.length === 0 || status === 101) {
		return 'Cannot be replayed: it was malformed, or its connection switched to another protocol';
	}

	const length = requestBody?.bytes.length ?? 0;
	if (length === requestBytes) {
		return undefined;
	}

	if (length > 0) {
		return `Cannot be replayed: ${formatBytes(length)} of its ${formatBytes(requestBytes)} were captured; raise the setting capture`;
	}

	return isCapturing ? 'Cannot be replayed: its body is no longer available; those of newer requests are' : 'Cannot be replayed: its body was not captured; c captures those of new requests';
};

import type {RecordedExchange} from '../../../../model/exchange-detail.js';
import type {PoolMember} from '../../../../model/pool.js';
import type {ReplayOrder, ReplayRefusal} from '../../../control/data-plane.js';
import type {GeneralLane} from '../general-lane.js';
import {describeExchange} from '../recording/describe-exchange.js';
import type {Recordings} from '../recording/recordings.js';
import {replayedRequest} from './replayed-request.js';

/** A little longer than most answers may take to begin. */
const longestReplayMs = 75_000;

export type ReplayParts = {
	readonly lane: GeneralLane;
	readonly recordings: Recordings;
	readonly members: readonly PoolMember[];
	/** To which the client had connected. */
	readonly localPort: number;
};

/**
Sends a request again that was recorded.

@returns All that is known of the new exchange once it has ended.
*/
export const replayExchange = async (
	{sequence, backend, of}: ReplayOrder,
	{lane, recordings, members, localPort}: ReplayParts,
): Promise<RecordedExchange | ReplayRefusal> => {
	const recorded = recordings.get(sequence);
	if (recorded === undefined) {
		return 'exchange_not_found';
	}

	const member = members.find(({id}) => id === backend);
	if (member === undefined) {
		return 'backend_not_found';
	}

	const replayed = replayedRequest(recorded, localPort);
	if (typeof replayed === 'string') {
		return replayed;
	}

	const {request, response} = replayed;
	const exchange = lane.carry(request, response, undefined, {backend: member, of});
	// An answer without an end is not waited for.
	const timer = setTimeout(() => {
		request.socket.destroy();
	}, longestReplayMs);
	await new Promise<void>(resolve => {
		response.once('close', resolve);
	});
	clearTimeout(timer);
	recordings.keep(exchange.recorded);
	return describeExchange(exchange.recorded);
};

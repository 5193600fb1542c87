import type {RecordedExchange} from '../../../../model/exchange-detail.js';
import type {PoolMember} from '../../../../model/pool.js';
import type {ClientAddresses} from '../../../../model/status.js';
import type {ReplayOrder, ReplayRefusal} from '../../../control/data-plane.js';
import type {GeneralLane} from '../general-lane.js';
import {describeExchange, type Recorded} from '../recording/describe-exchange.js';
import type {Recordings} from '../recording/recordings.js';
import {replayedRequest} from './replayed-request.js';

/** A little longer than the default response timeout. */
const longestReplayMs = 75_000;

export type ReplayParts = {
	readonly lane: GeneralLane;
	/** Of an exchange that has ended; undefined if it is no longer available. */
	readonly find: (sequence: number) => Recorded | undefined;
	readonly recordings: Recordings;
	readonly members: readonly PoolMember[];
	readonly addresses: ClientAddresses;
};

/**
Replays a recorded request.

@returns Details of the new exchange once it has ended.
*/
export const replayExchange = async (
	{sequence, backend, of, edit}: ReplayOrder,
	{lane, find, recordings, members, addresses}: ReplayParts,
): Promise<RecordedExchange | ReplayRefusal> => {
	const recorded = find(sequence);
	if (recorded === undefined) {
		return 'exchange_not_found';
	}

	const member = members.find(({id}) => id === backend);
	if (member === undefined) {
		return 'backend_not_found';
	}

	const replayed = replayedRequest(recorded, addresses, edit);
	if (typeof replayed === 'string') {
		return replayed;
	}

	const {request, response} = replayed;
	const exchange = lane.carry(request, response, undefined, {backend: member, of});
	// An endless response is cut off.
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

import type {LaneContext} from '../lane-context.js';
import type {LaneParts} from '../lane-parts.js';
import type {OutBuffer} from './out-buffer.js';
import type {ResponseHead} from './response-head.js';

/** Shared by all exchanges of a worker in this lane. */
export type FastLaneContext = LaneContext & Pick<LaneParts, 'isTooLong' | 'live'> & {
	readonly out: OutBuffer;
	readonly responseHead: ResponseHead;
	/** The keep-alive timeout that clients are told. */
	readonly keepAliveSeconds: number;
};

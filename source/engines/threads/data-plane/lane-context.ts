import type {ForwardingSettings} from '../../../model/forwarding.js';
import type {TrafficSettings} from '../../../model/pool.js';
import {HeaderRewriting} from './headers/header-rewriting.js';
import {pseudonymOf} from './headers/via.js';
import type {LaneParts} from './lane-parts.js';

/** What all exchanges of a worker share, in either lane, until the settings change. */
export type LaneContext = Pick<LaneParts, 'dispatcher' | 'names' | 'onUnreachable'> & {
	readonly changes: HeaderRewriting;
	/** Of this proxy in `Via`. */
	readonly pseudonym: string;
	/** Of a request body; undefined for no limit. */
	readonly maxBodyBytes: number | undefined;
	/** Of the head of a response. */
	readonly maxResponseHeaderBytes: number;
	readonly traffic: () => TrafficSettings;
};

export const laneContext = ({dispatcher, names, instance, snapshot, onUnreachable}: LaneParts, forwarding: ForwardingSettings): LaneContext => ({
	dispatcher,
	names,
	onUnreachable,
	changes: new HeaderRewriting(forwarding),
	pseudonym: pseudonymOf(instance),
	maxBodyBytes: forwarding.maxBodyBytes,
	maxResponseHeaderBytes: forwarding.maxResponseHeaderBytes,
	traffic: () => snapshot().traffic,
});

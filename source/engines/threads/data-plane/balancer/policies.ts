import {CounterReader} from '../../../shared-memory/counter-reader.js';
import {InFlightChanges} from '../../../shared-memory/in-flight-changes.js';
import {LatencyCells} from '../../../shared-memory/latency-cells.js';
import {SharedCursor} from '../../../shared-memory/shared-cursor.js';
import type {Policy} from '../../../../model/pool.js';
import {first} from './first.js';
import {ipHash} from './ip-hash.js';
import {leastConnections} from './least-connections.js';
import {p2c} from './p2c.js';
import type {BalancingPolicy} from './policy.js';
import {random} from './random.js';
import {roundRobin} from './round-robin.js';
import {uriHash} from './uri-hash.js';
import {weighted} from './weighted.js';

/** Every policy, over the numbers that all workers share. */
export const createPolicies = (memory: SharedArrayBuffer, draw: () => number = Math.random): Readonly<Record<Policy, BalancingPolicy>> => {
	const cursor = new SharedCursor(memory);
	const counters = new CounterReader(memory);
	return {
		'round-robin': roundRobin(cursor),
		weighted: weighted(cursor),
		'least-connections': leastConnections(counters, () => new InFlightChanges(memory), draw),
		p2c: p2c(counters, new LatencyCells(memory), draw),
		'ip-hash': ipHash,
		'uri-hash': uriHash,
		random: random(draw),
		first,
	};
};

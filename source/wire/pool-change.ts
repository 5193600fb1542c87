import * as z from 'zod';
import type {PoolChange} from '../model/pool-change.js';
import {configuredBackendWire as backend} from './backend.js';
import {count, policy, text} from './values.js';
import {list, resource, same, variants} from './wire.js';

/** A change of the pool or of the policy. */
export const poolChangeWire = variants<PoolChange>({
	added: {backend},
	removed: {backend, index: same(z.int())},
	changed: {before: backend, after: backend},
	'name-added': {url: text, weight: count},
	'name-removed': {url: text, weight: count},
	'name-changed': {url: text, from: count, to: count},
	'policy-changed': {from: policy, to: policy},
	several: {urls: list(text)},
});

/** What was taken back. */
export const undoneWire = resource<{readonly undone: PoolChange}>({undone: poolChangeWire});

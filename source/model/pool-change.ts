import type {Backend} from './backend.js';
import type {Policy} from './pool.js';

/** A change of the pool that can be undone. */
export type PoolChange =
	| {readonly type: 'added'; readonly backend: Backend}
	/** As it was before, and its place in the pool. */
	| {readonly type: 'removed'; readonly backend: Backend; readonly index: number}
	| {readonly type: 'changed'; readonly before: Backend; readonly after: Backend}
	/** A name is followed. */
	| {readonly type: 'name-added'; readonly url: string; readonly weight: number}
	/** One under which nothing was found is followed no longer. */
	| {readonly type: 'name-removed'; readonly url: string; readonly weight: number}
	/** Its weight, and that of the backends found under it. */
	| {readonly type: 'name-changed'; readonly url: string; readonly from: number; readonly to: number}
	| {readonly type: 'policy-changed'; readonly from: Policy; readonly to: Policy}
	/** A batch; the urls of its backends, in the order of the changes. */
	| {readonly type: 'several'; readonly urls: readonly string[]};

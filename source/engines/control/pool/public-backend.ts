import type {Backend} from '../../../model/backend.js';
import type {PoolMember} from '../../../model/pool.js';

/** A member without what only concerns the shared memory. */
export const publicBackend = ({slot, ...backend}: PoolMember): Backend => backend;

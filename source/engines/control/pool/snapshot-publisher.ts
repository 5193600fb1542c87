import type {DataPlane} from '../data-plane.js';
import type {PoolRegistry} from './pool-registry.js';

/** Makes a function that resolves once every worker has applied the current pool. Simultaneous changes are sent together. */
export const snapshotPublisher = (registry: PoolRegistry, dataPlane: Pick<DataPlane, 'apply'>): (() => Promise<void>) => {
	let publishing: Promise<void> | undefined;
	return async () => {
		publishing ??= (async () => {
			await Promise.resolve();
			publishing = undefined;
			await dataPlane.apply(registry.snapshot());
		})();
		await publishing;
	};
};

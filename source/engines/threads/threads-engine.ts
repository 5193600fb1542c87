import type {Engine} from '../../model/engine.js';
import type {EngineOptions} from '../control/engine-options.js';
import {LocalEngine} from '../control/local-engine.js';
import {WorkerSupervisor} from './worker-supervisor.js';
import type {WorkerThread} from './worker-thread.js';

export type ThreadsEngineOptions = Omit<EngineOptions, 'createDataPlane'> & {
	/** For how long a worker may be blocked before it is replaced, in milliseconds; 0 for no limit. */
	readonly workerTimeoutMs: number;
	/** Of the first worker, if it was started ahead of the settings. */
	readonly firstThread?: WorkerThread | undefined;
};

/** An engine that carries requests in worker threads of this process. */
export const createThreadsEngine = ({workerTimeoutMs: timeoutMs, firstThread, ...options}: ThreadsEngineOptions): Engine => {
	const {threads, transport} = options;
	return new LocalEngine({...options, createDataPlane: context => new WorkerSupervisor({threads, timeoutMs, transport, firstThread}, context)});
};

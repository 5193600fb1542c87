import type {LogRecord} from '../../source/model/control.js';
import {hang} from './backend-scripts.js';
import type {RawClient} from './raw-client.js';
import {type RunningProxy, startProxy} from './running-proxy.js';
import type {ScriptedBackend, Script} from './scripted-backend.js';

/** A proxy with one backend, for many tests one after the other. */
export type SharedProxy = {
	readonly proxy: RunningProxy;
	readonly backend: ScriptedBackend;
	/** Ends what the test before has left open, gives the backend another script, and connects a client that has sent these bytes. */
	ask(script: Script, bytes?: string): Promise<RawClient>;
	/** Resolves with the access log record of the newest exchange, once that has ended. */
	newestRecord(): Promise<LogRecord>;
};

/** Starts a proxy; to be stopped by the test file. */
export const shareProxy = async (flags: readonly string[] = []): Promise<SharedProxy> => {
	const proxy = await startProxy({scripts: [hang], flags});
	const backend = proxy.backends[0]!;
	let last: RawClient | undefined;
	return {
		proxy,
		backend,
		async ask(script, bytes = '') {
			last?.socket.destroy();
			await proxy.untilIdle();
			await backend.restart(script);
			last = await proxy.connect();
			last.send(bytes);
			return last;
		},
		newestRecord: async () => proxy.logRecord(proxy.control.status().totals.requests),
	};
};

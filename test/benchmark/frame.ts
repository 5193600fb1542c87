import {Writable} from 'node:stream';
import process from 'node:process';
import {chooseLook} from '../../source/tui/look.js';
import {ScreenStore} from '../../source/tui/screen-store.js';
import {appendPage, emptyLog} from '../../source/tui/state/request-log.js';
import {initialState} from '../../source/tui/state/screen-state.js';
import {fakeBackend, fakeRecord, fakeStatus} from '../helpers/fake-control.js';

const columns = 160;
const rows = 50;
const frames = 100;
const logRows = 25;

/** A terminal's output of that size, read by nobody. */
class Sink extends Writable {
	readonly columns = columns;
	readonly rows = rows;

	override _write(_chunk: unknown, _encoding: string, callback: () => void): void {
		callback();
	}
}

const poolOf = (count: number, tick: number) => Array.from({length: count}, (_, index) => fakeBackend({
	id: `b${index + 1}`, url: `http://127.0.0.1:${10_000 + index}`, connections: (index + tick) % 7, requests: tick * index,
}));

/**
Processor time of a frame in which everything that can change has changed.

@param pools - How many backends there are.
*/
export const measureFrame = async (pools: readonly number[] = [20, 10_000]): Promise<void> => {
	process.env['NODE_ENV'] = 'production';
	const [{render}, {createElement}, {App}] = await Promise.all([import('ink'), import('react'), import('../../source/tui/app.js')]);
	for (const backends of pools) {
		const now = Date.UTC(2026, 0, 1);
		const store = new ScreenStore(initialState({
			size: {columns, rows}, now, version: '0.0.0', status: fakeStatus({backends: poolOf(backends, 0)}),
		}), chooseLook({LANG: 'C.UTF-8'}), error => {
			throw error;
		});
		const {unmount, waitUntilRenderFlush} = render(createElement(App, {
			store, onKeys() {}, onPaste() {}, onSuspendable() {},
		}), {
			stdout: new Sink() as unknown as NodeJS.WriteStream, interactive: true, incrementalRendering: true, patchConsole: false, exitOnCtrlC: false, maxFps: 1000,
		});
		let log = emptyLog;
		const states = Array.from({length: frames}, (_, tick) => poolOf(backends, tick));
		const before = process.cpuUsage();
		for (const [tick, pool] of states.entries()) {
			const first = tick * logRows;
			const records = Array.from({length: logRows}, (_, index) => fakeRecord({number: first + index + 1, target: `/page/${first + index}`, durationMs: index}));
			log = appendPage(log, {records, skipped: 0, last: first + logRows});
			store.change({now: now + (tick * 100), status: fakeStatus({backends: pool}), log});
			await waitUntilRenderFlush();
		}

		const {user, system} = process.cpuUsage(before);
		unmount();
		process.stdout.write(`${backends.toLocaleString('en').padStart(6)} backends, ${columns}x${rows}: ${((user + system) / 1000 / frames).toFixed(1)} ms CPU a frame\n`);
	}
};

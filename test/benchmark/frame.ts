import {PassThrough, Writable} from 'node:stream';
import process from 'node:process';
import {chooseLook} from '../../source/tui/look/look.js';
import {ScreenStore} from '../../source/tui/store/screen-store.js';
import {appendPage, emptyLog} from '../../source/tui/state/request-log.js';
import {sampleTrends} from '../../source/tui/state/trends.js';
import {initialState} from '../../source/tui/store/initial-state.js';
import {ScreenOutput, type TerminalStream} from '../../source/tui/terminal/screen-output.js';
import {fakeBackend, fakeRecord, fakeStatus} from '../helpers/fake-control.js';

const columns = 160;
const rows = 50;
const frames = 200;
const logRows = 25;
/** Drawn first and not measured: what is measured has run for a moment. */
const warmUpFrames = 100;

/** A terminal's output of that size, which is not read. */
class Sink extends Writable {
	readonly columns = columns;
	readonly rows = rows;
	writes = 0;
	bytes = 0;

	override _write(chunk: Uint8Array, _encoding: string, callback: () => void): void {
		this.writes++;
		this.bytes += chunk.length;
		callback();
	}
}

/** Without one Ink draws nothing. */
const keyboard = () => Object.assign(new PassThrough(), {
	isTTY: true, setRawMode() {}, ref() {}, unref() {},
});

const poolOf = (count: number, tick: number) => Array.from({length: count}, (_, index) => fakeBackend({
	id: `b${index + 1}`, url: `http://127.0.0.1:${10_000 + index}`, connections: (index + tick) % 7, requests: tick * (index + 1),
}));

const measure = async (backends: number): Promise<void> => {
	const [{render}, {createElement}, {App}] = await Promise.all([import('ink'), import('react'), import('../../source/tui/components/app.js')]);
	const startedAt = Date.UTC(2026, 0, 1);
	const store = new ScreenStore(initialState({
		size: {columns, rows}, now: startedAt, version: '0.0.0', status: fakeStatus({backends: poolOf(backends, 0)}),
	}), {
		onFailure(error) {
			throw error;
		},
	});
	const sink = new Sink();
	const look = chooseLook({LANG: 'C.UTF-8'});
	const {unmount, waitUntilRenderFlush} = render(createElement(App, {
		store, lookOf: () => look, onKeys() {}, onPaste() {}, onSuspendable() {},
	}), {
		stdin: keyboard() as unknown as NodeJS.ReadStream,
		stdout: new ScreenOutput(sink as unknown as TerminalStream, {onResize() {}, onCaughtUp() {}}) as unknown as NodeJS.WriteStream,
		incrementalRendering: true,
		interactive: true,
		patchConsole: false,
		exitOnCtrlC: false,
		maxFps: 1000,
	});
	const costs: number[] = [];
	let bytesBefore = 0;
	let log = emptyLog;
	let {trends} = store.state;
	for (let tick = 0; tick < warmUpFrames + frames; tick++) {
		const now = startedAt + (tick * 100);
		const first = tick * logRows;
		const status = fakeStatus({backends: poolOf(backends, tick)});
		const records = Array.from({length: logRows}, (_, index) => fakeRecord({number: first + index + 1, target: `/page/${first + index}`, durationMs: index}));
		const drawn = sink.writes;
		const before = process.cpuUsage();
		log = appendPage(log, {records, skipped: 0, last: first + logRows});
		trends = sampleTrends(trends, status.backends, now);
		store.change({
			now, trends, status, log,
		});
		while (sink.writes === drawn) {
			await waitUntilRenderFlush();
		}

		const {user, system} = process.cpuUsage(before);
		if (tick < warmUpFrames) {
			bytesBefore = sink.bytes;
		} else {
			costs.push((user + system) / 1000);
		}
	}

	const bytes = sink.bytes - bytesBefore;
	unmount();
	const median = costs.toSorted((a, b) => a - b)[frames / 2]!;
	process.stdout.write(`${backends.toLocaleString('en').padStart(6)} backends, ${columns}x${rows}: ${median.toFixed(1)} ms CPU a frame at the median, ${(bytes / frames / 1000).toFixed(1)} kB\n`);
};

/**
Processor time of a frame in which everything that can change has changed.

@param pools - How many backends there are.
*/
export const measureFrame = async (pools: readonly number[] = [20, 10_000]): Promise<void> => {
	process.env['NODE_ENV'] = 'production';
	for (const backends of pools) {
		await measure(backends);
	}
};

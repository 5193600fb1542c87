import assert from 'node:assert/strict';
import {once} from 'node:events';
import test from 'node:test';
import {LiveSettings} from '../../../source/config/live-settings.js';
import {parseCommandLine} from '../../../source/config/command-line.js';
import {resolveSettings} from '../../../source/config/load-settings.js';
import {startWorkerThread, type WorkerThread} from '../../../source/engines/threads/worker-thread.js';
import {accessLogTarget} from '../../../source/program/access-log-target.js';
import {runProxy} from '../../../source/program/run-proxy.js';
import {send} from '../../helpers/http-client.js';

const start = async (firstThread: WorkerThread) => {
	const commandLine = parseCommandLine(['--port=0', '--admin-port=0', '--host=127.0.0.1', '--threads=1', '--no-save']);
	assert.equal(commandLine.kind, 'run');
	const settings = new LiveSettings(await resolveSettings({commandLine: commandLine.settings, cwd: '/'}), '/');
	return runProxy({settings, firstThread, accessLog: wanted => accessLogTarget(wanted, 'off'), version: '1.2.3', onAdminError: assert.ifError});
};

test('a thread that was started before the settings were read becomes the first worker', async () => {
	const firstThread = startWorkerThread(0, 1);
	const proxy = await start(firstThread);
	const ended = once(firstThread.worker, 'exit');
	assert.equal((await send(proxy.proxy.port)).status, 503);
	assert.notEqual(firstThread.worker.threadId, -1);
	await proxy.stop(1000);
	await ended;
});

test('one with another share of the memory than the settings give makes way for a new thread', async () => {
	const fitting = startWorkerThread(0, 1);
	const firstThread = {...fitting, maxHeapMegabytes: fitting.maxHeapMegabytes - 1};
	const ended = once(firstThread.worker, 'exit');
	const proxy = await start(firstThread);
	await ended;
	assert.equal((await send(proxy.proxy.port)).status, 503);
	await proxy.stop(1000);
});

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {send, sendMany} from '../helpers/http-client.js';
import {type LogLine, type Program, startProgram} from '../helpers/program.js';
import {type HttpBackend, startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const reloads = 20;

const startBackends = async (t: TestContext, count: number): Promise<readonly HttpBackend[]> => {
	const backends = await Promise.all(Array.from({length: count}, async () => startHttpBackend((request, response) => {
		request.resume();
		response.end('well');
	})));
	t.after(async () => Promise.all(backends.map(async backend => backend.close())));
	return backends;
};

const startWithConfig = async (t: TestContext, text: string) => {
	const home = await temporaryDirectory(t);
	const file = path.join(home, 'proxy-tui.yaml');
	await fs.writeFile(file, text);
	const started = await startProgram(t, ['--access-log=off', '--threads=2', `--config=${file}`], home);
	return {...started, file};
};

/** As editors do it: the file is never half written, and becomes another one. */
const replaceFile = async (file: string, text: string): Promise<void> => {
	await fs.writeFile(`${file}.new`, text);
	await fs.rename(`${file}.new`, file);
};

/** Waits until the program has written that many such lines. */
const lines = async (program: Program, count: number, condition: (line: LogLine) => boolean): Promise<void> => {
	await program.line(() => program.lines.filter(line => condition(line)).length >= count);
};

const isWarning = (part: string) => ({message}: LogLine): boolean => message.includes(part);

test('twenty reloads under load lose no request', async t => {
	const backends = await startBackends(t, 3);
	const config = (version: number): string => [
		'rateLimit: 0',
		`responseHeader: ["X-Version: ${version}"]`,
		`retries: ${version % 3}`,
		`policy: ${['round-robin', 'least-connections', 'random'][version % 3]}`,
		'backends:',
		...backends.filter((_, index) => index !== version % 3).map(({url}) => `  - {url: "${url}", weight: ${1 + (version % 2)}}`),
	].join('\n');
	const {program, port, file} = await startWithConfig(t, config(0));
	const load = {isOver: false};
	const loaded = (async () => {
		const byStatus = new Map<number, number>();
		while (!load.isOver) {
			// eslint-disable-next-line no-await-in-loop -- one burst after the other
			for (const [status, count] of await sendMany(port, 100, 8)) {
				byStatus.set(status, (byStatus.get(status) ?? 0) + count);
			}
		}

		return byStatus;
	})();

	/* eslint-disable no-await-in-loop -- one reload after the other */
	for (let version = 1; version <= reloads; version++) {
		await replaceFile(file, config(version));
		program.kill('SIGHUP');
		await lines(program, version, ({message}) => message === 'settings-changed');
		await lines(program, version, ({message}) => message === 'config-applied');
		assert.equal((await send(port)).headers['x-version'], String(version));
	}
	/* eslint-enable no-await-in-loop */

	load.isOver = true;
	const byStatus = await loaded;
	assert.deepEqual(byStatus, new Map([[200, byStatus.get(200)]]));
	assert.deepEqual(program.lines.filter(({level}) => level === 'warn' || level === 'error'), []);
});

test('a file is applied when it changes, and one that is wrong changes nothing and says why', async t => {
	const [backend] = await startBackends(t, 1);
	const {program, port, file} = await startWithConfig(t, `backends: [${backend!.url}]\nresponseHeader: ["X-Version: 1"]`);
	assert.equal((await send(port)).headers['x-version'], '1');

	await replaceFile(file, `backends: [${backend!.url}]\nresponseHeader: ["X-Version: 2"]\nport: 81`);
	await program.message('config-applied');
	assert.equal((await send(port)).headers['x-version'], '2');

	await replaceFile(file, 'backends: []\nrateLimt: 5\nretries: many');
	await program.line(isWarning(`nothing has changed: ${file}:2:1: unknown setting "rateLimt"; did you mean rateLimit? `
		+ `${file}:3:10: retries: "many" is not allowed: give a whole number from 0 to 10.`));
	const {status, headers} = await send(port);
	assert.deepEqual([status, headers['x-version']], [200, '2']);

	await replaceFile(file, `backends: [${backend!.url}, "http://127.0.0.1:${port}"]`);
	await program.line(isWarning('is this proxy itself'));
	assert.equal((await send(port)).headers['x-version'], '2');

	await fs.rm(file);
	program.kill('SIGHUP');
	await program.line(isWarning('the file does not exist'));
	await fs.writeFile(file, `backends: [${backend!.url}]\ndnsServer: 127.0.0.1`);
	await program.line(isWarning('dnsServer has changed in the config file, and needs a restart to take effect.'));
	assert.equal((await send(port)).headers['x-version'], undefined);
});

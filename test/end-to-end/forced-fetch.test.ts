import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

test('a variable by which http-proxy would send requests another way changes nothing', async t => {
	const backend = await startHttpBackend((request, response) => {
		request.pipe(response);
	});
	t.after(backend.close);
	const directory = await temporaryDirectory(t);
	const file = path.join(directory, 'variables');
	await writeFile(file, 'FORCE_FETCH_PATH=true\n');
	const {port} = await startProgram(t, ['--threads=1', '--no-save', backend.url], directory, [`--env-file=${file}`]);
	assert.deepEqual(await Promise.all(['GET', 'POST'].map(async method => {
		const {status, body} = await send(port, {method}, method === 'POST' ? 'a body' : undefined);
		return {method, status, body};
	})), [{method: 'GET', status: 200, body: ''}, {method: 'POST', status: 200, body: 'a body'}]);
});

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

/** A module that, imported before all others, notes in a file what each thread loads, and whether it has loaded Node's `fetch` by then. */
const recorder = (file: string): string => `data:text/javascript,${encodeURIComponent(String.raw`
	import {appendFileSync} from 'node:fs';
	import {registerHooks} from 'node:module';

	registerHooks({
		load(url, context, nextLoad) {
			const fetch = process.moduleLoadList.some(name => name.includes('undici')) ? '/node_modules/fetch/' : '';
			appendFileSync(${JSON.stringify(file)}, [url, fetch, ''].join('\n'));
			return nextLoad(url, context);
		},
	});
`)}`;

const {dependencies} = JSON.parse(await fs.readFile(path.join(import.meta.dirname, '../../package.json'), 'utf8')) as {dependencies: Readonly<Record<string, string>>};

/** Each module costs memory for as long as the program runs, and time before the first request is forwarded. */
test('a headless start loads what forwarding needs, and the first request to the admin API what that needs', async t => {
	const backend = await startHttpBackend((_, response) => {
		response.end();
	});
	t.after(async () => backend.close());
	const file = path.join(await temporaryDirectory(t), 'loaded');
	const loaded = async (): Promise<{readonly packages: readonly string[]; readonly folders: ReadonlySet<string>}> => {
		const text = await fs.readFile(file, 'utf8');
		return {
			packages: [...Object.keys(dependencies), 'fetch'].filter(name => text.includes(`/node_modules/${name}/`)),
			folders: new Set(text.match(/(?<=\/distribution\/)[a-z\-]+(?=\/)/gv)),
		};
	};

	const {port, adminPort} = await startProgram(t, [String(backend.port)], undefined, [`--import=${recorder(file)}`]);
	const {status} = await fetch(`http://127.0.0.1:${port}/`);
	assert.equal(status, 200);
	const atStart = await loaded();
	assert.deepEqual(atStart.packages, ['env-paths', 'http-proxy', 'meow', 'pino']);
	assert.deepEqual([...atStart.folders].toSorted(), ['admin', 'config', 'engines', 'model', 'node-http', 'program']);

	const answer = await fetch(`http://127.0.0.1:${adminPort}/status`);
	assert.equal(answer.status, 200);
	const {packages, folders} = await loaded();
	assert.deepEqual(packages, ['@hono/node-server', 'env-paths', 'hono', 'http-proxy', 'meow', 'pino', 'zod', 'fetch']);
	assert.ok(folders.has('wire'));
});

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
	import {getCompileCacheDir, registerHooks} from 'node:module';
	import {isMainThread} from 'node:worker_threads';

	registerHooks({
		load(url, context, nextLoad) {
			const fetch = process.moduleLoadList.some(name => name.includes('undici')) ? '/node_modules/fetch/' : '';
			const cache = isMainThread || getCompileCacheDir() === undefined ? '' : 'compile cache of a worker';
			const loaded = nextLoad(url, context);
			// The bundler names each module that a file consists of.
			const modules = url.includes('/distribution/') ? String(loaded.source).match(/^\/\/ source\/.+$/gmv) ?? [] : [];
			appendFileSync(${JSON.stringify(file)}, [url, fetch, cache, ...modules, ''].join('\n'));
			return loaded;
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
	const loaded = async (): Promise<{readonly packages: readonly string[]; readonly folders: ReadonlySet<string>; readonly isCached: boolean}> => {
		const text = await fs.readFile(file, 'utf8');
		return {
			packages: [...Object.keys(dependencies), 'fetch'].filter(name => text.includes(`/node_modules/${name}/`)),
			isCached: text.includes('compile cache of a worker'),
			folders: new Set(text.match(/(?<=^\/\/ source\/)[a-z\-]+(?=\/)/gmv)),
		};
	};

	const {port, adminPort} = await startProgram(t, [String(backend.port)], undefined, [`--import=${recorder(file)}`]);
	const {status} = await fetch(`http://127.0.0.1:${port}/`);
	assert.equal(status, 200);
	const atStart = await loaded();
	assert.deepEqual(atStart.packages, ['env-paths', 'meow', 'pino']);
	assert.ok(atStart.isCached);
	assert.deepEqual([...atStart.folders].toSorted(), ['admin', 'config', 'engines', 'model', 'node-http', 'program']);

	const answer = await fetch(`http://127.0.0.1:${adminPort}/status`);
	assert.equal(answer.status, 200);
	const {packages, folders} = await loaded();
	assert.deepEqual(packages, ['@hono/node-server', 'env-paths', 'hono', 'meow', 'pino', 'zod', 'fetch']);
	assert.ok(folders.has('wire'));
});

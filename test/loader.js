/*
Runs the tests as they are written, but the program as it is built: what is compiled already starts in a fraction of the time,
in each of the many threads and processes that the tests start.
*/
import {readFileSync} from 'node:fs';
import {registerHooks} from 'node:module';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {isMainThread} from 'node:worker_threads';

// React takes several times as long in its development mode, and the program runs without it.
process.env.NODE_ENV ??= 'production';

const root = new URL('..', import.meta.url).href;
const source = `${root}source/`;
const built = `${root}distribution/`;

// The program's own threads need nothing of this.
if (isMainThread || !process.argv[1]?.startsWith(fileURLToPath(built))) {
	const {register} = await import('tsx/esm/api');
	register();
	registerHooks({
		resolve(specifier, context, nextResolve) {
			const url = specifier.startsWith('.') && context.parentURL ? new URL(specifier, context.parentURL).href : specifier;
			return url.startsWith(source)
				? {url: built + url.slice(source.length).replace(/\.tsx?$/v, '.js'), format: 'module', shortCircuit: true}
				: nextResolve(specifier, context);
		},
		load(url, context, nextLoad) {
			return url.startsWith(built)
				? {format: url.endsWith('.json') ? 'json' : 'module', source: readFileSync(new URL(url), 'utf8'), shortCircuit: true}
				: nextLoad(url, context);
		},
	});
}

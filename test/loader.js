/*
Runs the tests as they are written, but the program's modules as they are compiled: that starts in a fraction of the time, in each of
the many threads and processes that the tests start.
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
const compiled = `${root}compiled/`;

// The program's own threads need nothing of this.
if (isMainThread || [compiled, `${root}distribution/`].every(folder => !process.argv[1]?.startsWith(fileURLToPath(folder)))) {
	const {register} = await import('tsx/esm/api');
	register();
	registerHooks({
		resolve(specifier, context, nextResolve) {
			const url = specifier.startsWith('.') && context.parentURL ? new URL(specifier, context.parentURL).href : specifier;
			return url.startsWith(source)
				? {url: compiled + url.slice(source.length).replace(/\.tsx?$/v, '.js'), format: 'module', shortCircuit: true}
				: nextResolve(specifier, context);
		},
		load(url, context, nextLoad) {
			return url.startsWith(compiled)
				? {format: url.endsWith('.json') ? 'json' : 'module', source: readFileSync(new URL(url), 'utf8'), shortCircuit: true}
				: nextLoad(url, context);
		},
	});
}

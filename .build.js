/*
`npm run build`: the program as it is shipped, in `distribution/`, and each module by itself for the tests that import it, in `compiled/`.
What is shipped is bundled: opening and linking some hundred files took a third of the time until the first byte was proxied.
*/
import {rm, writeFile} from 'node:fs/promises';
import {build} from 'esbuild';

const shared = {format: 'esm', platform: 'node', target: 'node22.12', logLevel: 'warning'};

const compile = async () => {
	await rm('compiled', {recursive: true, force: true});
	await build({...shared, entryPoints: ['source/**/*.ts', 'source/**/*.tsx'], outbase: 'source', outdir: 'compiled'});
};

const bundle = async () => {
	await rm('distribution', {recursive: true, force: true});
	await build({
		...shared,
		bundle: true,
		splitting: true,
		packages: 'external',
		outdir: 'distribution',
		chunkNames: '[name]-[hash]',
		entryPoints: {
			cli: 'source/cli.ts',
			index: 'source/index.ts',
			// Threads: where the file that starts them, which is bundled into `distribution/` itself, looks for them.
			'data-plane/worker': 'source/engines/threads/data-plane/worker.ts',
			'demo-worker': 'source/program/demo/demo-worker.ts',
		},
	});
};

await Promise.all([compile(), bundle()]);
const {optionTexts} = await import('./compiled/config/option-texts.js');
// So that `--help` need not load all settings.
await writeFile('distribution/option-texts.json', JSON.stringify(optionTexts()));

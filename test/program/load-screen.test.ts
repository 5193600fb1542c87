import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';

const root = path.join(import.meta.dirname, '../..');

/** Prints whether `fetch` is there, and whether Node has loaded what it needs, once the screen is loaded; and how many modules Ink takes from one package. */
const script = `
	import module from 'node:module';
	import process from 'node:process';
	import {loadScreen} from './source/program/load-screen.js';

	const modules = new Set();
	module.registerHooks({
		load(url, context, nextLoad) {
			modules.add(url);
			return nextLoad(url, context);
		},
	});
	const {startTerminal} = await loadScreen(async () => import('./source/tui/terminal.js'));
	console.log(typeof startTerminal, typeof fetch, process.moduleLoadList.some(name => name.includes('undici')));
	console.log([...modules].some(url => url.includes('/ink/')), [...modules].filter(url => url.includes('/es-toolkit/')).length < 10);
	await fetch('data:,');
	console.log(process.moduleLoadList.some(name => name.includes('undici')));
`;

test('the screen is loaded without what Node\'s fetch needs, and without what Ink does not use; fetch works afterwards', () => {
	const printed = execFileSync(process.execPath, ['--import=./test/loader.js', '--input-type=module', '--eval', script], {cwd: root, encoding: 'utf8'});
	assert.equal(printed, 'function function false\ntrue true\ntrue\n');
});

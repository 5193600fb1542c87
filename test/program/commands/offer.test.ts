import assert from 'node:assert/strict';
import {execFile, spawnSync} from 'node:child_process';
import {chmod, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {completionScript} from '../../../source/config/completion.js';
import type {Shell} from '../../../source/config/shells.js';
import {commands} from '../../../source/program/commands/commands.js';
import {cleanEnvironment, programArguments} from '../../helpers/program.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {startHttpBackend} from '../../helpers/scripted-backend.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const token = 'correct-horse-battery';

/** A shell with its completion script, the program on its path, and an instance with two backends. */
const startShell = async (t: TestContext, shell: Shell) => {
	const proxy = await startProxy({urls: ['http://127.0.0.1:1', 'http://127.0.0.1:2'], flags: [`--admin-token=${token}`]});
	t.after(proxy.stop);
	const home = await temporaryDirectory(t);
	const program = path.join(home, 'proxy-tui');
	await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${programArguments.join('\' \'')}' "$@"\n`);
	await chmod(program, 0o755);
	const script = path.join(home, 'completion');
	await writeFile(script, completionScript(shell, commands));
	const clean = cleanEnvironment(home);
	const env = {...clean, PATH: `${home}:${clean['PATH']}`, PROXY_TUI_ADMIN_PORT: '1', PROXY_TUI_ADMIN_TOKEN: token};
	return {
		admin: `--admin :${proxy.adminPort}`,
		async prints(code: string): Promise<readonly string[]> {
			const {promise, resolve} = Promise.withResolvers<string>();
			execFile(shell, ['-c', `source ${script}; ${code}`], {env}, (_error, stdout) => {
				resolve(stdout);
			});
			return (await promise).trim().split('\n').map(line => line.trim());
		},
	};
};

const skip = (shell: Shell) => spawnSync(shell, ['--version']).error && process.env['CI'] !== 'true' ? `${shell} is missing` : false;

test('bash offers backends and settings of the instance that the line names', {skip: skip('bash')}, async t => {
	const {admin, prints} = await startShell(t, 'bash');
	// As bash does it: an equals sign and a colon are words of their own.
	const completed = (line: string): string => {
		const words = line.split(/(?<=[=: ])|(?=[=: ])/v).filter(word => word !== ' ');
		const all = line.endsWith(' ') ? [...words, ''] : words;
		return `COMP_LINE='${line}' COMP_POINT=${line.length} COMP_WORDS=(${all.map(word => `'${word}'`).join(' ')}) COMP_CWORD=${all.length - 1}; _proxy_tui; echo "\${COMPREPLY[@]}"`;
	};

	const lines = [`drain ${admin} `, `weight ${admin} b2 `, `set ${admin} healthI`, `set ${admin} policy=p`, 'drain '];
	assert.deepEqual(await prints(lines.map(line => completed(`proxy-tui ${line}`)).join('; ')), [
		'b1 b2', '', 'healthInterval=', 'p2c',
	]);
});

test('fish offers them with what they are', {skip: skip('fish')}, async t => {
	const {admin, prints} = await startShell(t, 'fish');
	assert.deepEqual(await prints([`drain ${admin} `, `set ${admin} policy=p`].map(line => `complete -C 'proxy-tui ${line}'`).join('; ')), [
		'b1\thttp://127.0.0.1:1 active', 'b2\thttp://127.0.0.1:2 active', 'policy=p2c',
	]);
});

test('zsh offers them with what they are', {skip: skip('zsh')}, async t => {
	const {admin, prints} = await startShell(t, 'zsh');
	const code = `_describe() { print -l -- $offers }; LBUFFER='proxy-tui drain ${admin} '; _proxy_tui_offers`;
	assert.deepEqual(await prints(code), ['b1:http://127.0.0.1:1 active', 'b2:http://127.0.0.1:2 active']);
});

test('nothing that an instance sends is run by a shell', async t => {
	const {prints} = await startShell(t, 'bash');
	const server = await startHttpBackend((_request, response) => {
		response.setHeader('Content-Type', 'application/json');
		const setting = {value: 1, source: 'default', group: 'all', help: 'a\tb', allowed: 'any', live: true};
		response.end(JSON.stringify({settings: [{...setting, name: '$(touch owned)'}, {...setting, name: 'good'}]}));
	});
	t.after(async () => server.close());
	assert.deepEqual(await prints(`proxy-tui completion offer 'proxy-tui set --admin ${server.url} '`), ['good=\ta\u{FFFD}b']);
});

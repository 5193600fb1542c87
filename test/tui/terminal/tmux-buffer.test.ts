import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {loadTmuxBuffer} from '../../../source/tui/terminal/tmux-buffer.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const hasTmux = spawnSync('tmux', ['-V']).status === 0;

test('text arrives in tmux as it is by default, and it is known when it does not', {skip: hasTmux || process.env['CI'] === 'true' ? false : 'tmux is missing'}, async t => {
	const socket = path.join(await temporaryDirectory(t), 'tmux');
	const tmux = (...args: readonly string[]): string => execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], {encoding: 'utf8', timeout: 20_000});
	tmux('new-session', '-d', 'sleep 600');
	t.after(() => {
		tmux('kill-server');
	});
	const environment = {...process.env, TMUX: `${socket},1,0`};
	assert.ok(await loadTmuxBuffer('curl \'http://a/é\'', environment));
	assert.equal(tmux('show-buffer'), 'curl \'http://a/é\'');
	assert.ok(!await loadTmuxBuffer('x', {...environment, TMUX: `${socket}-gone,1,0`}));
});

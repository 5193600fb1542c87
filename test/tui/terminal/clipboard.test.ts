import assert from 'node:assert/strict';
import test from 'node:test';
import {clipboardWrite, maxClipboardBytes} from '../../../source/tui/terminal/clipboard.js';

const plain = '\u{1B}]52;c;aMOp\u{7}';

test('text goes to the clipboard of the terminal, and it is said which way', () => {
	assert.deepEqual(clipboardWrite('hé', {}), {sequence: plain, way: 'OSC 52'});
	assert.deepEqual(clipboardWrite('hé', {SSH_CONNECTION: '::1 1 ::1 22'}), {sequence: plain, way: 'OSC 52, over ssh'});
});

test('through tmux it is sent both ways that tmux may be set to', () => {
	assert.deepEqual(clipboardWrite('hé', {TMUX: '/tmp/tmux-0/default,1,0'}), {
		sequence: `${plain}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aMOp\u{7}\u{1B}\\`,
		way: 'OSC 52, through tmux, which has to allow it: set-clipboard on',
	});
});

test('through screen it is sent in pieces that screen lets pass', () => {
	const {sequence} = clipboardWrite('x'.repeat(3000), {STY: '1.pts'})!;
	const pieces = sequence.split('\u{1B}\\').filter(piece => piece !== '');
	assert.ok(pieces.every(piece => piece.startsWith('\u{1B}P') && piece.length < 768));
});

test('what no terminal would take is refused', () => {
	assert.notEqual(clipboardWrite('x'.repeat(maxClipboardBytes), {}), undefined);
	assert.equal(clipboardWrite('x'.repeat(maxClipboardBytes + 1), {}), undefined);
});

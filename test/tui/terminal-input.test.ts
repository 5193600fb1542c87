import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import {setTimeout as pass} from 'node:timers/promises';
import type {ReadStream} from 'node:tty';
import test from 'node:test';
import fc from 'fast-check';
import type {Ground} from '../../source/tui/ground.js';
import {TerminalInput, type MouseReport} from '../../source/tui/terminal-input.js';

/** Longer than an input waits for the rest of what has begun. */
const longPause = 60;

const open = () => {
	const stdin = new PassThrough();
	const grounds: Array<Ground | undefined> = [];
	const reports: MouseReport[] = [];
	const input = new TerminalInput(stdin as unknown as ReadStream, {
		onMouse(report) {
			reports.push(report);
		},
		onGround(ground) {
			grounds.push(ground);
		},
	});
	input.awaitsGround = true;
	let typed = '';
	input.on('data', (text: string) => {
		typed += text;
	});
	return {
		input,
		grounds,
		reports,
		type: (text: string) => stdin.write(text),
		async typed() {
			await pass(longPause);
			return typed;
		},
	};
};

const color = fc.constantFrom('rgb:ffff/ffff/ffff', 'rgb:fd/f6/e3', 'rgb:F/F/F', 'rgba:ffff/ffff/ffff/ffff', 'rgb:fff/fff/fff');
const end = fc.constantFrom('\u{7}', '\u{1B}\\');
const keys = fc.array(fc.constantFrom('d', 'j', 'x', '1', ';', ']', 'é', '\r', '\u{1B}[A', '\u{1B}[5~'), {maxLength: 4}).map(typed => typed.join(''));

test('the answer of a terminal, in whatever pieces, goes by what is typed', async () => {
	const sendings = fc.record({
		before: keys, told: color, ended: end, after: keys, cuts: fc.array(fc.nat(), {maxLength: 6}), hasMouse: fc.boolean(),
	});
	await fc.assert(fc.asyncProperty(sendings, async ({before, told, ended, after, cuts, hasMouse}) => {
		const {input, grounds, type, typed} = open();
		input.hasMouse = hasMouse;
		const sent = `${before}\u{1B}]11;${told}${ended}${after}`;
		const places = [...new Set([0, ...cuts.map(cut => cut % sent.length), sent.length])].toSorted((first, second) => first - second);
		for (const [index, place] of places.slice(1).entries()) {
			type(sent.slice(places[index], place));
		}

		assert.equal(await typed(), before + after);
		assert.deepEqual(grounds, ['light']);
		input.close();
	}), {numRuns: 40});
});

test('pieces that are long on their way are no text either', async () => {
	/* eslint-disable no-await-in-loop -- One piece after the other. */
	for (const pieces of [
		['\u{1B}]11;', 'rgb:0000/0000', '/0000\u{1B}', '\\'],
		['\u{1B}]11;rgb:dead/dead/dead', '\u{7}'],
		// What looked like the escape key cannot be called back.
		['\u{1B}', ']11;rgb:adad/adad/adad\u{7}'],
	]) {
		const {input, grounds, type, typed} = open();
		for (const piece of pieces) {
			type(piece);
			await pass(longPause);
		}

		assert.equal((await typed()).replace('\u{1B}', ''), '', pieces.join('|'));
		assert.equal(grounds.length, 1);
		input.close();
	}
	/* eslint-enable no-await-in-loop */
});

test('what only begins like an answer is typed, once it goes on otherwise or not at all', async () => {
	const {input, grounds, type, typed} = open();
	for (const piece of ['\u{1B}', ']', '1', '\u{1B}]', 'x']) {
		type(piece);
		// eslint-disable-next-line no-await-in-loop -- One key after the other.
		await pass(longPause);
	}

	assert.equal(await typed(), '\u{1B}]1\u{1B}]x');
	assert.deepEqual(grounds, []);
	input.close();
});

test('an answer that says nothing, and one that comes twice, are no text', async () => {
	const {input, grounds, type, typed} = open();
	type('\u{1B}]11;\u{7}a\u{1B}]11;rgb:00/00/00\u{7}b');
	assert.equal(await typed(), 'ab');
	assert.deepEqual(grounds, ['dark']);
	input.close();
});

test('an answer is not the line that is waited for', async () => {
	const {input, type} = open();
	let hasCome = false;
	const line = (async () => {
		await input.nextLine();
		hasCome = true;
	})();
	type('\u{1B}]11;rgb:00/00/00\u{7}');
	await pass(longPause);
	assert.ok(!hasCome);
	type('\n');
	await line;
	input.close();
});

import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {PassThrough} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import type {ReadStream} from 'node:tty';
import test, {type TestContext} from 'node:test';
import fc from 'fast-check';
import type {Ground} from '../../../source/tui/terminal/ground.js';
import type {MouseReport} from '../../../source/tui/terminal/mouse-report.js';
import {TerminalInput} from '../../../source/tui/terminal/terminal-input.js';

/** Longer than an input waits for the rest of what has begun. */
const longPause = 60;

/** Keyboards, and time that passes only as a test says, however busy the machine is. */
const desk = (t: TestContext) => {
	let now = 0;
	t.mock.method(performance, 'now', () => now);
	t.mock.timers.enable({apis: ['setTimeout']});

	/** Lets what is on its way arrive, and so many milliseconds go by. */
	const pass = async (milliseconds: number): Promise<void> => {
		for (const end = now + milliseconds; now < end; now++) {
			await turn(); // eslint-disable-line no-await-in-loop -- One after the other.
			t.mock.timers.tick(1);
		}

		await turn();
	};

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
		let typed = '';
		input.on('data', (text: string) => {
			typed += text;
		});
		return {
			input,
			grounds,
			reports,
			type: (text: string | Buffer) => stdin.write(text),
			async typed() {
				await pass(longPause);
				return typed;
			},
			/** Types until something has come through. */
			async untilTyped(typeMore: () => void) {
				const end = now + 20_000;
				const isDeaf = (): boolean => typed === '';
				while (isDeaf()) {
					assert.ok(now < end, 'the keyboard is dead');
					typeMore();
					// eslint-disable-next-line no-await-in-loop -- One key after the other.
					await pass(20);
				}
			},
		};
	};

	return {open, pass};
};

const color = fc.constantFrom('rgb:ffff/ffff/ffff', 'rgb:fd/f6/e3', 'rgb:F/F/F', 'rgba:ffff/ffff/ffff/ffff', 'rgb:fff/fff/fff');
const end = fc.constantFrom('\u{7}', '\u{1B}\\');
const keys = fc.array(fc.constantFrom('d', 'j', 'x', '1', ';', ']', 'é', '\r', '\u{1B}[A', '\u{1B}[5~'), {maxLength: 4}).map(typed => typed.join(''));

test('the answer of a terminal, in whatever pieces, goes by what is typed', async t => {
	const {open} = desk(t);
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
	}), {numRuns: 300});
});

test('pieces that are long on their way are no text either', async t => {
	const {open, pass} = desk(t);
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

test('what only begins like an answer is typed, once it goes on otherwise or not at all', async t => {
	const {open, pass} = desk(t);
	const {input, grounds, type, typed} = open();
	for (const piece of ['\u{1B}', ']', '1', '\u{1B}', 'P', 'x']) {
		type(piece);
		// eslint-disable-next-line no-await-in-loop -- One key after the other.
		await pass(longPause);
	}

	assert.equal(await typed(), '\u{1B}]1\u{1B}Px');
	assert.deepEqual(grounds, []);
	input.close();
});

/** What terminals answer to queries, late or to those of others. */
const answers = [
	'\u{1B}]10;rgb:cccc/dddd/eeee\u{1B}\\',
	'\u{1B}]12;rgb:cccc/dddd/eeee\u{7}',
	'\u{1B}]4;1;rgb:cd00/0000/0000\u{1B}\\',
	`\u{1B}]52;c;${'c2VjcmV0cXF4eA'.repeat(40)}==\u{7}`,
	'\u{1B}]lxterm — déjà vu\u{1B}\\',
	'\u{1B}P1+r524742=382F382F38\u{1B}\\',
	'\u{1B}P>|XTerm(390)\u{1B}\\',
	'\u{1B}P!|7E565445\u{1B}\\',
	'\u{1B}P1$r0m\u{1B}\\',
	'\u{1B}_Gi=31;OK\u{1B}\\',
	'\u{1B}^private xq\u{1B}\\',
	'\u{1B}Xstart xq\u{1B}\\',
	'\u{9D}10;rgb:cccc/dddd/eeee\u{9C}',
	'\u{1B}[?62;22c',
	'\u{1B}[>41;390;0c',
	'\u{1B}[12;40R',
	'\u{1B}[0n',
	'\u{1B}[?2026;2$y',
	'\u{1B}[?1u',
	'\u{1B}[I',
	'\u{1B}[O',
	'\u{1B}[48;24;80;480;640t',
	'\u{1B}[8;24;80t',
	'\u{1B}[?997;1n',
	'\u{1B}[<0;10;5M',
	'\u{1B}[<0;10;5m',
].map(answer => Buffer.from(answer));

/** The same in single bytes of eight bits. */
const answers8Bit = ['9D31303B7267623A639C', '90312B723532349C', '9F47693D313B4F4B9C', '9B3F36323B3263'].map(hex => Buffer.from(hex, 'hex'));

test('no answer of a terminal, in whatever pieces, is keys', async t => {
	const {open} = desk(t);
	const parts = fc.array(fc.tuple(keys, fc.constantFrom(...answers, ...answers8Bit)), {minLength: 1, maxLength: 5});
	await fc.assert(fc.asyncProperty(parts, fc.array(fc.nat(), {maxLength: 12}), keys, async (given, cuts, last) => {
		const {input, type, typed} = open();
		const sent = Buffer.concat([...given.flatMap(([before, answer]) => [Buffer.from(before), answer]), Buffer.from(last)]);
		const places = [...new Set([0, ...cuts.map(cut => cut % (sent.length + 1)), sent.length])].toSorted((first, second) => first - second);
		for (const [index, place] of places.slice(1).entries()) {
			type(sent.subarray(places[index], place));
		}

		assert.equal(await typed(), given.map(([before]) => before).join('') + last);
		input.close();
	}), {numRuns: 300});
});

test('the two parts of an answer may come long after each other', async t => {
	const {open, pass} = desk(t);
	/* eslint-disable no-await-in-loop -- One place after the other. */
	for (const answer of [answers[0]!, answers[5]!, answers[9]!, answers[13]!, answers[15]!]) {
		for (let place = 1; place < answer.length; place++) {
			const {input, type, typed} = open();
			type(answer.subarray(0, place));
			await pass(longPause);
			type(answer.subarray(place));
			await pass(longPause);
			type('j');
			assert.equal((await typed()).replace('\u{1B}', ''), 'j', `${String(answer)} at ${place}`);
			input.close();
		}
	}
	/* eslint-enable no-await-in-loop */
});

test('a string without its end takes the keyboard for a moment only, and ctrl-c and escape at no time', async t => {
	const {open} = desk(t);
	const lost = '\u{1B}]52;c;c2VjcmV0';
	for (const [name, typedNext, expected] of [
		['ctrl-c', '\u{3}', '\u{3}'],
		['escape', '\u{1B}[A', '\u{1B}[A'],
		['escape alone', '\u{1B}j', '\u{1B}j'],
		['CAN', '\u{18}j', 'j'],
		['SUB', '\u{1A}j', 'j'],
	] as const) {
		const {input, type, typed} = open();
		type(lost + typedNext);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal(await typed(), expected, name);
		input.close();
	}

	const {input, type, untilTyped} = open();
	type(lost);
	await untilTyped(() => {
		type('j');
	});
	input.close();
	const long = open();
	long.type(`\u{1B}P${'q'.repeat(200_000)}`);
	await long.untilTyped(() => {
		long.type('j');
	});
	long.input.close();
});

test('the rest of a string that had been given up is no text', async t => {
	const {open, pass} = desk(t);
	const {input, type, typed} = open();
	type('\u{1B}]52;c;c2Vj');
	await pass(1500);
	type('cmV0cXF4\u{7}j');
	assert.equal(await typed(), 'j');
	input.close();
});

test('the rest of a control sequence that had been given up is no key', async t => {
	const {open, pass} = desk(t);
	for (const [beginning, rest] of [
		['[', '?64;1;2c'],
		['[?64;1', ';2c'],
		['[>41;', '379;0c'],
		['[12;', '40R'],
		['[?2026;2', '$y'],
		['[<0;1', '0;5M'],
	] as const) {
		const {input, type, typed} = open();
		type(`\u{1B}${beginning}`);
		await pass(1500); // eslint-disable-line no-await-in-loop -- One after the other.
		type(`${rest}j`);
		assert.equal(await typed(), 'j', beginning); // eslint-disable-line no-await-in-loop
		input.close();
	}

	const {input, type, typed} = open();
	type('\u{1B}[?64;1');
	await pass(1500);
	type('d');
	type('5');
	assert.equal(await typed(), 'd5', 'a key is one character');
	input.close();
});

test('an answer that says nothing, and one that comes twice, are no text', async t => {
	const {open} = desk(t);
	const {input, grounds, type, typed} = open();
	type('\u{1B}]11;\u{7}a\u{1B}]11;rgb:00/00/00\u{7}b');
	assert.equal(await typed(), 'ab');
	assert.deepEqual(grounds, ['dark']);
	input.close();
});

test('an answer is not the line that is waited for', async t => {
	const {open, pass} = desk(t);
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

const pasteStart = '\u{1B}[200~';
const pasteEnd = '\u{1B}[201~';

test('a paste, in whatever pieces, is one, whatever is in it', async t => {
	const {open} = desk(t);
	const text = fc.array(fc.constantFrom('q', '\u{3}', '\n', ' ', '\u{1B}', '\u{1B}[A', '\u{1B}]0;x\u{7}', 'é', 'http://a:1'), {maxLength: 6}).map(parts => parts.join(''));
	await fc.assert(fc.asyncProperty(keys, text, keys, fc.array(fc.nat(), {maxLength: 8}), async (before, pasted, after, cuts) => {
		const {input, type, typed} = open();
		const sent = Buffer.from(before + pasteStart + pasted + pasteEnd + after);
		const places = [...new Set([0, ...cuts.map(cut => cut % (sent.length + 1)), sent.length])].toSorted((first, second) => first - second);
		for (const [index, place] of places.slice(1).entries()) {
			type(sent.subarray(places[index], place));
		}

		assert.equal(await typed(), before + pasteStart + pasted + pasteEnd + after);
		input.close();
	}), {numRuns: 300});
});

test('a paste without its end is one all the same, and the keyboard works on', async t => {
	const {open, pass} = desk(t);
	const {input, type, typed} = open();
	type(`${pasteStart}http://a:1`);
	await pass(1500);
	type('j');
	assert.equal(await typed(), `${pasteStart}http://a:1${pasteEnd}j`);
	// The rest of it comes after all.
	type(`xq${pasteEnd}k`);
	assert.equal(await typed(), `${pasteStart}http://a:1${pasteEnd}j${pasteStart}xq${pasteEnd}k`);
	input.close();
});

test('ctrl-c ends a paste without its end at once; keys that go on and on end it soon', async t => {
	const {open} = desk(t);
	const {input, type, typed} = open();
	type(`${pasteStart}http://a:1`);
	type('\u{3}');
	assert.equal(await typed(), `${pasteStart}http://a:1${pasteEnd}\u{3}`);
	input.close();
	const pressed = open();
	pressed.type(`${pasteStart}http://a:1`);
	await pressed.untilTyped(() => {
		pressed.type('j');
	});
	pressed.input.close();
});

test('of a paste without measure only a beginning is kept', async t => {
	const {open} = desk(t);
	const {input, type, typed} = open();
	type(pasteStart);
	for (let count = 0; count < 100; count++) {
		type('q'.repeat(10_000));
	}

	type(`${pasteEnd}j`);
	assert.match(await typed(), /^.\[200~q{65536}.\[201~j$/v);
	input.close();
});

/** As a terminal without SGR reports sends it: each value a byte, or a character of UTF-8. */
const x10 = (button: number, column: number, row: number, isUtf8: boolean): Buffer => isUtf8
	? Buffer.from(`\u{1B}[M${String.fromCodePoint(button + 32, column + 33, row + 33)}`)
	: Buffer.concat([Buffer.from('\u{1B}[M'), Buffer.from([button + 32, column + 33, row + 33])]);

const clicks = fc.record({column: fc.nat({max: 222}), row: fc.nat({max: 222}), isWheel: fc.boolean(), isUtf8: fc.boolean()});

test('reports of the mouse in bytes or characters, in whatever pieces, are read, and are no keys', async t => {
	const {open} = desk(t);
	await fc.assert(fc.asyncProperty(fc.array(clicks, {minLength: 1, maxLength: 4}), fc.array(fc.nat(), {maxLength: 8}), async (given, cuts) => {
		const {input, reports, type, typed} = open();
		input.hasMouse = true;
		const sent = Buffer.concat(given.flatMap(({column, row, isWheel, isUtf8}) => isWheel
			? [x10(64, column, row, isUtf8)]
			: [x10(0, column, row, isUtf8), x10(3, column, row, isUtf8)]));
		const places = [...new Set([0, ...cuts.map(cut => cut % (sent.length + 1)), sent.length])].toSorted((first, second) => first - second);
		for (const [index, place] of places.slice(1).entries()) {
			type(sent.subarray(places[index], place));
		}

		assert.equal(await typed(), '');
		assert.deepEqual(reports, given.map(({column, row, isWheel}) => ({action: isWheel ? 'wheel-up' : 'press', column, row})));
		input.close();
	}), {numRuns: 300});
});

test('a report in bytes is no keys where the mouse is off, unfinished, or out of what a byte can say', async t => {
	const {open, pass} = desk(t);
	const {input, reports, type, typed} = open();
	type(x10(0, 32, 7, false));
	type(x10(0, 9, 9, false));
	input.hasMouse = true;
	type(Buffer.from('\u{1B}[M \0\0'));
	assert.equal(await typed(), '');
	type('\u{1B}[M ');
	await pass(1500);
	type('j');
	type('\u{1B}[M \u{3}');
	assert.equal(await typed(), 'j\u{3}');
	assert.deepEqual(reports, []);
	input.close();
});

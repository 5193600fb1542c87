import assert from 'node:assert/strict';
import test from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import {parseJson} from '../../source/admin/parse-json.js';
import {Problem} from '../../source/admin/problem.js';
import {anyText} from '../helpers/any-text.js';

/** The value, or why there is none. */
const read = async (text: string): Promise<{readonly value: unknown} | {readonly refused: string}> => {
	try {
		return {value: await parseJson(text)};
	} catch (error) {
		if (error instanceof Problem) {
			return {refused: error.message};
		}

		throw error;
	}
};

const readNatively = (text: string): {readonly value: unknown} | undefined => {
	try {
		return {value: JSON.parse(text) as unknown};
	} catch {
		return undefined;
	}
};

test('every JSON value is read as JSON.parse reads it', async () => {
	const jsonValue = fc.jsonValue({depthSize: 'small', maxDepth: 8});
	await fc.assert(fc.asyncProperty(jsonValue, fc.constantFrom(undefined, 2, '\t'), async (value, space) => {
		const text = JSON.stringify(value, undefined, space);
		assert.deepEqual(await read(text), readNatively(text));
	}), {numRuns: 1000});
});

const isRightlyRefused = (text: string, refused: string): boolean =>
	readNatively(text) === undefined || refused.includes('is duplicated');

test('what JSON.parse refuses is refused, and hardly more', async () => {
	const change = fc.constantFrom('', '"', '{', '}', ',', '[', ']', ':', '\\', '0', '-', 'e', '\n', '\u{0}', '\u{A0}', 'tru', '1.');
	const mutated = fc.tuple(fc.json(), fc.nat(), change).map(([text, number, replacement]) => {
		const at = number % (text.length + 1);
		return text.slice(0, at) + replacement + text.slice(at + 1);
	});
	const text = fc.oneof(mutated, anyText());
	await fc.assert(fc.asyncProperty(text, async given => {
		const own = await read(given);
		assert.ok('refused' in own ? isRightlyRefused(given, own.refused) : isDeepStrictEqual(own, readNatively(given)));
	}), {numRuns: 3000});
});

const mistakes: ReadonlyArray<readonly [text: string, refused: string | RegExp]> = [
	['', 'Unexpected end of JSON input'],
	['{\n  "a": 1,\n  b: 2\n}', /double-quoted property name .*line 3 column 3/v],
	['{"a": 1,}', /double-quoted property name .*line 1 column 9/v],
	['{url: 1}', /property name .*line 1 column 2/v],
	['[1 2]', /',' or '\]' .*line 1 column 4/v],
	['{"a" 1}', /':' .*line 1 column 6/v],
	['{} x', /line 1 column 4/v],
	['"a\nb"', /control character .*line 1 column 3/v],
	['{"a": tru}', 'Unresolved plain scalar "tru" at line 1, column 7'],
	['\n url', 'Unresolved plain scalar "url" at line 2, column 2'],
	['[1,]', /Unexpected token '\]', "\[1,\]"/v],
	['{"a": {"b": 1, "b": 1}}', 'the member "b" is duplicated at line 1, column 16'],
	[String.raw`{"a": 1, "\u0061": 1}`, String.raw`the member "\u0061" is duplicated at line 1, column 10`],
	[`${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'the values are nested too deeply at line 1, column 33'],
];

for (const [text, refused] of mistakes) {
	test(`${JSON.stringify(text.slice(0, 30))} is refused with its place`, async () => {
		const told = await read(text);
		const {message} = 'refused' in told ? {message: told.refused} : assert.fail();
		if (typeof refused === 'string') {
			assert.equal(message, `The body is not valid JSON: ${refused}.`);
		} else {
			assert.match(message, /^The body is not valid JSON: .*\.$/sv);
			assert.match(message, refused);
		}
	});
}

test('equal names in different objects or in texts are not duplicates', async () => {
	const text = String.raw`[{"a": {"a": "\"a\": 1, \"a\": {"}}, {"a": ["a", "a"]}]`;
	assert.deepEqual(await read(text), readNatively(text));
});

test('names of every object are names like others', async () => {
	const value = await parseJson('{"__proto__": {"polluted": true}, "constructor": 1, "toString": 2}') as Record<string, unknown>;
	assert.deepEqual(Object.keys(value), ['__proto__', 'constructor', 'toString']);
	assert.equal(Object.getPrototypeOf(value), Object.prototype);
	assert.equal('polluted' in Object.prototype, false);
});

test('a large text takes no time worth the name', async () => {
	const started = performance.now();
	await read(`"${String.raw`\u0061`.repeat(10_000)}`);
	await read(`[${'1,'.repeat(30_000)}`);
	await read(' '.repeat(60_000));
	await read(`{${'"a'.repeat(30_000)}`);
	await read(`[${'tru,'.repeat(15_000)}`);
	await read(JSON.stringify({['a'.repeat(30_000)]: Array.from({length: 10_000}, () => 'b')}));
	assert.ok(performance.now() - started < 2000);
});

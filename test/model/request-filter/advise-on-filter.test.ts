import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {adviseOnFilter} from '../../../source/model/request-filter/advise-on-filter.js';
import {parseRequestFilter} from '../../../source/model/request-filter/parse-request-filter.js';

const seen = ({name}: {readonly name: string}): string[] => name === 'backend' ? ['127.0.0.1:9001', 'a b'] : [];

/** Advice where `^` stands. */
const adviceAt = (marked: string) => adviseOnFilter(marked.replace('^', ''), marked.indexOf('^'), seen);

const labelsAt = (marked: string): string[] => adviceAt(marked).completions.map(({label}) => label);

test('a beginning is completed to a field', () => {
	assert.deepEqual(labelsAt('st^'), ['status:']);
	assert.deepEqual(labelsAt('status:5xx !m^'), ['ms:', 'method:']);
	assert.ok(labelsAt('^').includes('status:'));
	assert.deepEqual(labelsAt('zzz^'), []);
	assert.deepEqual(adviceAt('x !st^ y').completions[0], {label: 'status:', text: 'x !status: y', cursor: 10});
});

test('a field is completed by what it takes and what was seen', () => {
	assert.deepEqual(labelsAt('status:^'), ['5xx', '4xx', '3xx', '2xx']);
	assert.deepEqual(labelsAt('method:p^'), ['POST', 'PUT', 'PATCH', 'OPTIONS']);
	assert.deepEqual(labelsAt('backend:9^'), ['127.0.0.1:9001']);
	assert.deepEqual(labelsAt('method:GET|DE^'), ['DELETE']);
	assert.deepEqual(adviceAt('backend:a^ x').completions[0], {label: 'a b', text: 'backend:"a b" x', cursor: 13});
});

test('what is there already is not offered', () => {
	assert.deepEqual(labelsAt('status:5xx^'), []);
	assert.deepEqual(labelsAt('foo:^'), []);
});

test('a field that there is not is completed to what was meant, and one that is written in another way, too', () => {
	assert.deepEqual(adviceAt('x methd:POST^ y').completions, [{label: 'method:', text: 'x method:POST y', cursor: 8}]);
	assert.deepEqual(adviceAt('x ms>200^ y').completions, [{label: 'ms:>200', text: 'x ms:>200 y', cursor: 9}]);
	assert.deepEqual(labelsAt('-status:2xx^'), ['!status:2xx']);
	assert.deepEqual(labelsAt('a=b^'), []);
});

test('the term at the cursor is explained', () => {
	assert.equal(adviceAt('!ms:>=2^').explanation, 'Requests except those that took 2 ms or more');
	assert.equal(adviceAt('!status:404|5xx^').explanation, 'Requests except those with status 404 or with status 500 to 599');
	assert.equal(adviceAt('status:5xx^ ms:>1').explanation, 'Requests with status 500 to 599, and that took over 1 ms');
	assert.equal(adviceAt('!status:5xx ms:>1^').explanation, 'Requests that took over 1 ms, and except those with status 500 to 599');
	assert.equal(adviceAt('status:5xx ms:>^').explanation, adviceAt('ms:>^').explanation, 'a term that is incomplete is explained alone');
	assert.match(adviceAt('ms:^').explanation, /^ms: duration in milliseconds, .*such as ms:>200$/v);
	assert.match(adviceAt('^').explanation, /^A field and a value/v);
});

test('what is taken from the offers has no mistake in it that was not there before', () => {
	const typed = fc.constantFrom('', 's', '!', 'status:', 'status:5', 'backend:', 'backend:9|', 'm ms:', 'x ', '!method:p');
	fc.assert(fc.property(typed, typed, (before, after) => {
		const text = `${before} ${after}`;
		for (const {text: taken, cursor} of adviseOnFilter(text, before.length, seen).completions) {
			const filter = parseRequestFilter(taken.slice(0, cursor));
			assert.ok(!('error' in filter) || filter.isIncomplete, taken);
			assert.ok(cursor >= 0 && cursor <= taken.length);
		}
	}));
});

import assert from 'node:assert/strict';
import type {LookupAddress} from 'node:dns';
import test, {type TestContext} from 'node:test';
import {DnsCache} from '../../source/model/dns-cache.js';

const first: LookupAddress = {address: '192.0.2.1', family: 4};
const second: LookupAddress = {address: '2001:db8::2', family: 6};

/** A book on a clock that stands, and a list of what was told: the address, or the code of the error. */
const openBook = (t: TestContext) => {
	let now = 0;
	t.mock.method(performance, 'now', () => now);
	t.mock.timers.enable({apis: ['setTimeout']});
	const asked: string[] = [];
	const told: unknown[] = [];
	const book = new DnsCache(name => {
		asked.push(name);
	});
	return {
		book,
		asked,
		told,
		connect(name = 'web.test') {
			book.lookup(name, {all: true}, (error, addresses) => {
				told.push(error === null ? (addresses as LookupAddress[]).map(({address}) => address).join(' ') : error.code);
			});
		},
		pass(milliseconds: number) {
			now += milliseconds;
			t.mock.timers.tick(milliseconds);
		},
	};
};

test('an unknown name is looked up once, and all callers wait for the answer', t => {
	const {book, asked, told, connect} = openBook(t);
	connect();
	connect();
	assert.deepEqual([asked, told, book.isAwaited('web.test')], [['web.test'], [], true]);
	book.take('web.test', {addresses: [first, second]});
	assert.deepEqual([told, book.isAwaited('web.test')], [['192.0.2.1 2001:db8::2', '192.0.2.1 2001:db8::2'], false]);
	connect();
	assert.deepEqual([asked.length, told.length], [1, 3], 'it is as good as new');
});

test('an old answer gives way to a new one, and serves while there is none', t => {
	const {book, asked, told, connect, pass} = openBook(t);
	book.take('web.test', {addresses: [first]});
	pass(1000);
	connect();
	assert.deepEqual([asked.length, told], [1, []]);
	book.take('web.test', {addresses: [second]});
	assert.deepEqual(told.splice(0), [second.address]);

	pass(1000);
	connect();
	pass(250);
	assert.deepEqual(told.splice(0), [second.address]);
	connect();
	assert.deepEqual(told.splice(0), [second.address], 'it is not waited for again');
	book.take('web.test', {code: 'EAI_AGAIN'});
	connect();
	assert.deepEqual([asked.length, told.splice(0)], [3, [second.address]]);
	book.take('web.test', {addresses: [first]});
	connect();
	assert.deepEqual(told, [first.address]);
});

test('the addresses of an expired name are not used', t => {
	const {book, told, connect, pass} = openBook(t);
	book.take('web.test', {addresses: [first]});
	pass(1000);
	connect();
	book.take('web.test', {code: 'ENOTFOUND'});
	connect();
	assert.deepEqual([told, book.known().size, book.isAwaited('web.test')], [['ENOTFOUND'], 0, true]);
	book.take('web.test', {code: 'EAI_AGAIN'});
	assert.deepEqual(told, ['ENOTFOUND', 'EAI_AGAIN']);
});

test('localhost is known without asking, in both families', t => {
	const {asked, told, connect} = openBook(t);
	connect('localhost');
	connect('LOCALHOST.');
	assert.deepEqual([asked, told], [[], ['127.0.0.1 ::1', '127.0.0.1 ::1']]);
});

test('another thread begins with what is known, and a connection may ask for one address', t => {
	const {book} = openBook(t);
	book.take('web.test', {addresses: [first, second]});
	const asked: string[] = [];
	const other = new DnsCache(name => {
		asked.push(name);
	}, book.known());
	const told: unknown[] = [];
	other.lookup('web.test', {}, (...answer) => {
		told.push(answer);
	});
	assert.deepEqual([asked, told], [[], [[null, first.address, first.family]]]);
});

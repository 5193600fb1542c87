import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import test from 'node:test';
import {runInNewContext} from 'node:vm';
import {FakeControl, fakeBackend} from '../helpers/fake-control.js';
import {problemOf, startAdmin} from './admin-harness.js';

const browser = {accept: 'text/html,application/xhtml+xml,*/*;q=0.8'};

test('a browser gets a page with backends and the newest requests, with a glyph and a word for each condition', async t => {
	const control = new FakeControl({backends: [
		fakeBackend({id: 'b1'}), fakeBackend({id: 'b2', health: 'unhealthy', healthReason: 'connection refused'}),
		fakeBackend({id: 'b3', state: 'draining'}), fakeBackend({id: 'b4', state: 'disabled'}),
		fakeBackend({id: 'b5', health: 'unknown'}), fakeBackend({id: 'b6', ejectedUntil: Date.now()}),
		fakeBackend({id: 'b7', state: 'draining', isBeingRemoved: true}),
	]});
	control.log(40);
	const {ask} = await startAdmin(t, {control});
	const {status, headers, text} = await ask('GET', '/', {headers: browser});
	assert.deepEqual([status, headers['content-type'], headers['cache-control'], headers.vary], [200, 'text/html; charset=utf-8', 'no-store', 'Accept']);
	for (const shown of ['● up', '✗ down', '◐ draining', '○ disabled', '? unknown', '! ejected', '◐ leaving', 'http://127.0.0.1:9001', 'connection refused', '40 since the start', '/item/40', '/item/11<']) {
		assert.ok(text.includes(shown), shown);
	}

	assert.ok(text.includes('<title>1/7 up · proxy-tui</title>'));
	assert.ok(!text.includes('/item/10<'), 'only the newest');
	assert.ok(text.indexOf('/item/40') < text.indexOf('/item/11<'), 'the newest first');
});

test('nothing that a client sent or a backend answered becomes markup', async t => {
	const evil = '</main><script>alert(1)</script><img src=x onerror="alert(\'1\')">&';
	const control = new FakeControl({backends: [fakeBackend({id: 'b1', healthReason: evil})]});
	control.log(1, {target: evil, method: evil, backend: {id: 'b1', url: evil}});
	const {ask} = await startAdmin(t, {control});
	const {text} = await ask('GET', '/', {headers: browser});
	assert.equal(text.split('<script').length, 2);
	assert.equal(text.split('</main>').length, 2);
	assert.equal(text.split('<img').length, 1);
	assert.equal(text.split('&lt;img src=x onerror=&quot;').length, 5);
});

test('the page may run its own script and load nothing else', async t => {
	const {ask} = await startAdmin(t);
	const {text, headers} = await ask('GET', '/', {headers: browser});
	const policy = String(headers['content-security-policy']);
	assert.match(policy, /^default-src 'none'; .*frame-ancestors 'none'$/v);
	for (const element of ['style', 'script']) {
		const content = text.split(`<${element}>`)[1]!.split(`</${element}>`)[0]!;
		assert.ok(policy.includes(`${element}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`), element);
	}
});

test('the page takes its content from a newer one, unless it is hidden or something is marked, and says when it cannot', async t => {
	const {ask} = await startAdmin(t);
	const {text} = await ask('GET', '/', {headers: browser});
	const lost = {hidden: false};
	let content = '';
	const main = {
		replaceWith(given: string) {
			content = given;
		},
	};
	const document = {title: '', hidden: false, querySelector: (selector: string) => selector === 'main' ? main : lost};
	const selection = {isCollapsed: true};
	const asked: string[] = [];
	let page: {ok: boolean; text(): string} | undefined = {ok: true, text: () => 'newer'};
	let look = async (): Promise<void> => {};
	runInNewContext(/<script>(?<script>.*)<\/script>/sv.exec(text)!.groups!['script']!, {
		document,
		getSelection: () => selection,
		// With name and password in the address of the page, nothing but a whole address can be fetched.
		location: {origin: 'http://here', pathname: '/page/top', search: '?by=path'},
		async fetch(address: string) {
			asked.push(address);
			return page ?? Promise.reject(new Error('refused'));
		},
		DOMParser: class {
			parseFromString = (given: string) => ({title: `title of ${given}`, querySelector: (selector: string) => `${selector} of ${given}`});
		},
		setInterval(given: typeof look) {
			look = given;
		},
	});
	await look();
	assert.deepEqual([document.title, content, lost.hidden, asked], ['title of newer', 'main of newer', true, ['http://here/page/top?by=path']]);
	selection.isCollapsed = false;
	await look();
	selection.isCollapsed = true;
	document.hidden = true;
	await look();
	assert.equal(asked.length, 1);
	document.hidden = false;
	page = {ok: false, text: () => 'an error'};
	await look();
	assert.deepEqual([content, lost.hidden], ['main of newer', false]);
	page = undefined;
	await look();
	assert.deepEqual([lost.hidden, asked.length], [false, 3]);
});

test('a page of very many backends stays a page', async t => {
	const control = new FakeControl({backends: Array.from({length: 10_000}, (_, index) => fakeBackend({id: `b${index + 1}`}))});
	const {ask} = await startAdmin(t, {control});
	const {text} = await ask('GET', '/', {headers: browser});
	assert.ok(text.includes('and 9800 more'));
	assert.ok(text.length < 150_000, String(text.length));
});

test('links lead other programs to the resources', async t => {
	const {ask} = await startAdmin(t);
	const {json, headers} = await ask('GET', '/');
	assert.deepEqual([json, headers.vary], [{status: '/status', events: '/events', metrics: '/metrics', openapi: '/openapi.json'}, 'Accept']);
});

test('with a token a browser asks its person for it as a password', async t => {
	const {ask} = await startAdmin(t, {token: 'secret', readToken: 'looking'});
	const without = await ask('GET', '/', {headers: browser});
	assert.equal(problemOf(without).status, 401);
	assert.equal(without.headers['www-authenticate'], 'Basic realm="proxy-tui", charset="UTF-8", Bearer realm="proxy-tui"');
	const program = await ask('GET', '/');
	assert.equal(program.headers['www-authenticate'], 'Bearer realm="proxy-tui"');

	const basic = (password: string) => ({...browser, authorization: `Basic ${Buffer.from(`me:${password}`).toString('base64')}`});
	const answers = await Promise.all([basic('secret'), basic('looking'), basic('wrong'), basic(''), {...browser, authorization: 'Basic !!'}].map(async headers => ask('GET', '/', {headers})));
	assert.deepEqual(answers.map(({status}) => status), [200, 200, 401, 401, 401]);
	const write = async (password: string) => ask('POST', '/add', {headers: basic(password), body: {url: 'http://a'}});
	assert.equal(problemOf(await write('looking')).code, 'read_only_token');
	assert.equal((await write('secret')).status, 201);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {readRequestText, requestText} from '../../../source/tui/features/edit-request/editable-request.js';
import {FakeControl, fakeBackend, fakeRecord} from '../../helpers/fake-control.js';
import {fakeExchange} from '../../helpers/fake-exchange.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const body = new TextEncoder().encode('a=1');

const detail = fakeExchange({
	record: fakeRecord({number: 1, method: 'POST', target: '/a', requestBytes: 3}),
	requestHeaders: ['Host', 'shop.example', 'Authorization', 'Bearer secret-of-mine', 'Content-Length', '3'],
	requestBody: {bytes: body, totalBytes: 3},
});

const openSession = async (): Promise<ScreenSession> => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));
	session.control.log(1, {method: 'POST', target: '/a', requestBytes: 3});
	session.control.details.set(1, detail);
	await session.readLog();
	session.press('tab', 'enter');
	await session.settle();
	await session.settle();
	return session;
};

test('a request as text reads back as it was, secrets masked or not', () => {
	for (const showsSecrets of [true, false]) {
		const text = requestText(detail, showsSecrets);
		assert.equal(text.includes('secret-of-mine'), showsSecrets);
		assert.match(text, /^POST \/a\nHost: shop\.example\nAuthorization: .+\n\na=1$/mv);
		assert.deepEqual(readRequestText(text, detail), {edit: {}});
		assert.deepEqual(readRequestText(`${text}\n`, detail), {edit: {}}, 'editors end the last line');
	}
});

test('what was edited is told apart from what was not', () => {
	const text = requestText(detail, false);
	assert.deepEqual(readRequestText(text.replace('POST /a', 'PUT /b?c HTTP/1.1'), detail), {edit: {method: 'PUT', target: '/b?c'}});
	assert.deepEqual(readRequestText(text.replace('a=1', 'a=2\nb'), detail), {edit: {body: 'a=2\nb'}});
	assert.deepEqual(readRequestText(text.replace('Host: shop.example', 'Host: other'), detail), {
		edit: {headers: [['Host', 'other'], ['Authorization', 'Bearer secret-of-mine']]},
	});
	assert.deepEqual(readRequestText('# nothing\n\n', detail), {cancelled: true});
	assert.ok('problem' in readRequestText(text.replace('POST /a', 'POST http://elsewhere/'), detail));
	assert.ok('problem' in readRequestText(text.replace('Host:', 'Ho st:'), detail));
});

test('a body that an editor would damage stays as it was', () => {
	const binary = {...detail, requestBody: {bytes: Uint8Array.of(0xFF, 0, 1), totalBytes: 3}};
	const text = requestText(binary, false);
	assert.match(text, /Its body is sent as it was/v);
	assert.deepEqual(readRequestText(text, binary), {edit: {}});
});

test('E sends what the editor made of the request, and compares the responses', async () => {
	const session = await openSession();
	session.editor = text => text.replace('/a', '/b');
	session.press('E');
	await session.settle();
	await session.settle();
	await session.settle();
	assert.deepEqual(session.control.calls, ['replay 1 b1 {"target":"/b"}']);
	assert.match(session.screen.join('\n'), /─ Compare responses ─/v);
});

test('nothing changed sends nothing; a mistake is told', async () => {
	const session = await openSession();
	session.editor = text => text;
	session.press('E');
	await session.settle();
	assert.match(session.bottom, /Nothing was changed/v);
	session.editor = text => text.replace('POST /a', 'POST a');
	session.press('E');
	await session.settle();
	assert.match(session.bottom, /"a" is not a path/v);
	assert.deepEqual(session.control.calls, []);
});

test('without an editor, request line, header fields and body are edited in place', async () => {
	const session = await openSession();
	session.press('E');
	await session.settle();
	assert.match(session.screen.join('\n'), /^ Request {2}POST \/a$/mv);
	session.press('ctrl-u');
	session.type('PUT /b');
	session.press('enter');
	session.type('X-New: 1');
	session.press('down', 'down', 'down');
	session.type('2');
	session.press('ctrl-s');
	await session.settle();
	await session.settle();
	await session.settle();
	assert.deepEqual(session.control.calls, [`replay 1 b1 ${JSON.stringify({
		method: 'PUT', target: '/b', headers: [['X-New', '1'], ['Host', 'shop.example'], ['Authorization', 'Bearer secret-of-mine']], body: 'a=12',
	})}`]);
});

test('in place a mistake is told beside it, and esc leads back', async () => {
	const session = await openSession();
	session.press('E');
	await session.settle();
	session.press('ctrl-u');
	session.type('PUT b');
	session.press('ctrl-s');
	assert.match(session.bottom, /"b" is not a path/v);
	session.press('esc');
	assert.match(session.screen.join('\n'), /Request 1/v);
	assert.deepEqual(session.control.calls, []);
});

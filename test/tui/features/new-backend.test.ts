import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const newSession = () => new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));

test('a backend is typed and added, and then selected', async () => {
	const session = newSession();
	session.press('a');
	session.type('127.0.0.1:9002');
	assert.match(session.bottom, /URL {2}http:\/\/127.0.0.1:9002\n.*Enter adds http:\/\/127.0.0.1:9002/v);
	session.press('enter');
	await session.settle();
	assert.deepEqual(session.control.calls, ['add http://127.0.0.1:9002']);
	assert.equal(session.state.mode.kind, 'browse');
	assert.equal(session.state.selection.id, 'b2');
	assert.match(session.bottom, /Added http:\/\/127.0.0.1:9002/v);
});

test('what is wrong is said while typing, and enter does not add it', async () => {
	const session = newSession();
	session.press('a');
	assert.match(session.bottom, /For example/v);
	session.type('127.0.0.1:9001');
	assert.match(session.bottom, /9001 is in the pool already/v);
	session.press('enter');
	await session.settle();
	assert.deepEqual(session.control.calls, []);
	session.press('backspace');
	assert.match(session.bottom, /Enter adds/v);
});

test('enter in an untouched form says what is wanted, until something is typed', async () => {
	const session = newSession();
	session.press('a', 'enter');
	await session.settle();
	assert.deepEqual(session.control.calls, []);
	assert.match(session.bottom, /✖ Type an address first, such as localhost:3000/v);
	session.press('1');
	assert.match(session.bottom, /Enter adds http:\/\/localhost:1/v);
});

test('escape closes the form', () => {
	const session = newSession();
	session.press('a', 'x', 'esc');
	assert.equal(session.state.mode.kind, 'browse');
});

test('every printable character is typed, those that are commands elsewhere too', () => {
	const session = newSession();
	session.press('a');
	session.type('qxdp?jkgG');
	assert.match(session.bottom, /http:\/\/qxdp\?jkgG/v);
	assert.equal(session.quits, 0);
});

test('while a backend is being added the form says so and takes no more text', async () => {
	const session = newSession();
	const gate = Promise.withResolvers<void>();
	session.control.gate = gate.promise;
	session.press('a');
	session.type('127.0.0.1:9002');
	session.press('enter', '5', 'enter');
	assert.match(session.bottom, /Adding http:\/\/127.0.0.1:9002…/v);
	gate.resolve();
	await session.settle();
	assert.deepEqual(session.control.calls, ['add http://127.0.0.1:9002']);
});

test('a refusal stays in the form with what was typed', async () => {
	const session = newSession();
	const gate = Promise.withResolvers<void>();
	session.control.gate = gate.promise;
	session.press('a');
	session.type('127.0.0.1:9002');
	session.press('enter');
	session.control.changeBackend('b1', {url: 'http://127.0.0.1:9002'});
	gate.resolve();
	await session.settle();
	assert.match(session.bottom, /URL {2}http:\/\/127.0.0.1:9002\n.*is in the pool already/v);
	session.press('backspace', '3', 'enter');
	await session.settle();
	assert.deepEqual(session.control.calls, ['add http://127.0.0.1:9003']);
});

test('a form closed too early still tells how it ended', async () => {
	const session = newSession();
	session.press('a');
	session.type('127.0.0.1:9002');
	session.press('enter', 'esc');
	await session.settle();
	assert.match(session.bottom, /Added http:\/\/127.0.0.1:9002/v);
});

test('text pasted into the form is typed, and elsewhere ignored', () => {
	const session = newSession();
	session.paste('xyq');
	assert.equal(session.state.mode.kind, 'browse');
	session.press('a');
	session.paste('http://10.0.0.1:80\n');
	assert.match(session.bottom, /URL {2}http:\/\/10.0.0.1:80\n/v);
});

test('a long URL keeps its end in sight while it is typed', () => {
	const session = newSession();
	session.press('a');
	session.type('x'.repeat(200));
	session.type('.example:8080');
	assert.match(session.bottom, /x\.example:8080\n/v);
});

test('the form offers a health path of its own, and names what sets it for all', async () => {
	const session = newSession();
	session.press('a');
	assert.match(session.bottom, /3000 \/health.*--health-path.*--health-status/v);
	session.type('127.0.0.1:9002 /health');
	assert.match(session.bottom, /Enter adds http:\/\/127.0.0.1:9002, with the health path \/health\n/v);
	session.press('enter');
	await session.settle();
	assert.deepEqual(session.control.status().backends.at(-1)?.healthCheck, {path: '/health'});
});

test('of several backends that are pasted together each is offered, also after one that is refused', async () => {
	const session = newSession();
	session.press('a');
	session.paste('http://10.0.0.1:8080\nhttp://127.0.0.1:9001, http://10.0.0.2:8080 /up\t10.0.0.3:8080\r\n');
	assert.match(session.bottom, /Enter adds http:\/\/10\.0\.0\.1:8080; 3 more follow/v);
	session.press('enter');
	await session.settle();
	assert.match(session.bottom, /URL {2}http:\/\/127\.0\.0\.1:9001[\s\S]*already/v);
	session.press('ctrl-u');
	session.type('10.0.0.9:8080');
	session.press('enter');
	await session.settle();
	assert.match(session.bottom, /10\.0\.0\.2:8080, with the health path \/up; 1 more follows/v);
	session.press('enter');
	await session.settle();
	session.press('enter');
	await session.settle();
	assert.deepEqual(session.control.calls, ['add http://10.0.0.1:8080', 'add http://10.0.0.9:8080', 'add http://10.0.0.2:8080', 'add http://10.0.0.3:8080']);
	assert.equal(session.state.mode.kind, 'browse');
});

test('of several that are pasted one that cannot be added can be skipped', async () => {
	const session = newSession();
	session.press('a');
	session.paste('http://127.0.0.1:9001 http://10.0.0.2:0 http://10.0.0.3:8080');
	assert.match(session.bottom, /9001 is in the pool already.*\n.*ctrl-u enter skips it; 2 more follow/v);
	session.press('ctrl-u');
	assert.match(session.bottom, /Enter skips it; 2 more follow/v);
	session.press('enter');
	await session.settle();
	assert.match(session.bottom, /URL {2}http:\/\/10\.0\.0\.2:0\n ✖ .*\n.*skips it; 1 more follows/v);
	session.press('ctrl-u', 'enter');
	await session.settle();
	assert.match(session.bottom, /Enter adds http:\/\/10\.0\.0\.3:8080\n/v);
	session.press('enter');
	await session.settle();
	assert.deepEqual(session.control.calls, ['add http://10.0.0.3:8080']);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {createProxy, type ControlEvent} from '../../source/index.js';
import {send} from '../helpers/http-client.js';

const [first, second] = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];

test('each change has an actor and a command', async t => {
	const {control, controlAs, admin, stop} = await createProxy({
		host: '127.0.0.1', port: 0, adminPort: 0, threads: 1, backends: [first],
	});
	t.after(async () => stop(0));
	const events: ControlEvent[] = [];
	control.subscribe(event => {
		if (event.type !== 'health-changed') {
			events.push(event);
		}
	});
	const api = async (method: string, path: string, body: unknown) =>
		send(admin.port, {method, path, headers: {'content-type': 'application/json'}}, JSON.stringify(body));

	await control.addBackend({url: second});
	assert.deepEqual(events.splice(0).map(({type, actor, commandId}) => [type, actor, commandId]), [['backend-added', {face: 'program'}, undefined]]);

	await controlAs('deploy').updateBackend('b2', {weight: 3});
	await controlAs('deploy').undo();
	assert.equal((await api('PATCH', '/settings', {policy: 'first'})).status, 200);
	const ids = [...new Set(events.map(({commandId}) => commandId))];
	assert.deepEqual(events.map(({type, actor, commandId}) => [type, actor, ids.indexOf(commandId)]), [
		['weight-changed', {face: 'program', name: 'deploy'}, 0],
		['command', {face: 'program', name: 'deploy'}, 0],
		['weight-changed', {face: 'program', name: 'deploy'}, 1],
		['command', {face: 'program', name: 'deploy'}, 1],
		['settings-changed', {face: 'api', name: '127.0.0.1'}, 2],
		['policy-changed', {face: 'api', name: '127.0.0.1'}, 2],
		['command', {face: 'api', name: '127.0.0.1'}, 2],
	]);
});

test('values that may be secret are not in a command', async t => {
	const {control, controlAs, stop} = await createProxy({host: '127.0.0.1', port: 0, adminPort: 0, threads: 1});
	t.after(async () => stop(0));
	const commands: unknown[] = [];
	control.subscribe(event => {
		if (event.type === 'command') {
			commands.push(event.command);
		}
	});
	await controlAs('deploy').updateSettings({requestHeader: ['Authorization: secret'], retries: null});
	assert.deepEqual(commands, [{type: 'change-settings', changes: [{name: 'requestHeader'}, {name: 'retries', value: null}]}]);
});

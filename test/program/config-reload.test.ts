import assert from 'node:assert/strict';
import test from 'node:test';
import {ConfigReload} from '../../source/program/config-reload.js';
import type {Cause} from '../../source/model/actor.js';
import {parseCommandLine} from '../../source/config/command-line.js';
import type {GivenSettings} from '../../source/config/given-settings.js';
import {resolveSettings} from '../../source/config/load-settings.js';
import {fakeBackend, FakeControl} from '../helpers/fake-control.js';

const stays = 'http://127.0.0.1:9001';
const comesBack = 'http://127.0.0.1:9002';

const configWith = async (...backends: readonly string[]): Promise<GivenSettings> => {
	const commandLine = parseCommandLine(backends);
	assert.equal(commandLine.kind, 'run');
	return resolveSettings({commandLine: commandLine.settings, cwd: '.'});
};

test('a backend that is wanted again is there, even if its drain ends while the file is applied', async () => {
	const control = new FakeControl({backends: [
		fakeBackend({id: 'b1', url: stays}),
		fakeBackend({id: 'b2', url: comesBack, state: 'draining', isBeingRemoved: true}),
	]});
	const proxy = {
		control,
		async changeSettings() {
			await control.removeBackend('b2', {force: true});
		},
		commands: control,
		tell() {},
	};
	const reload = new ConfigReload({proxy, started: await configWith(stays), resolve: async () => configWith(stays, comesBack)});
	await reload.reload();
	assert.deepEqual(control.status().backends.map(({url, state}) => [url, state]), [[stays, 'active'], [comesBack, 'active']]);
});

test('a name that is wanted again while its backends drain is followed again', async () => {
	const name = 'http+dns://web.test:80';
	const control = new FakeControl({backends: [
		fakeBackend({id: 'b1', url: stays}),
		fakeBackend({
			id: 'b2', url: comesBack, origin: name, state: 'draining', isBeingRemoved: true,
		}),
	]});
	const added: string[] = [];
	const proxy = {
		control,
		async changeSettings() {},
		commands: {
			async addBackend({url}: {readonly url: string}) {
				added.push(url);
				return control.addBackend({url});
			},
			updateBackend: control.updateBackend.bind(control),
			removeBackend: control.removeBackend.bind(control),
		},
		tell() {},
	};
	const reload = new ConfigReload({proxy, started: await configWith(stays), resolve: async () => configWith(stays, name)});
	await reload.reload();
	assert.deepEqual(added, [name]);
});

test('all that a reload changes has one cause, which names the file', async () => {
	const control = new FakeControl({backends: [fakeBackend({id: 'b1', url: stays})]});
	const causes: unknown[] = [];
	const proxy = {
		control,
		async changeSettings(_changes: GivenSettings, cause: Cause) {
			causes.push(cause);
		},
		commands: {
			async addBackend({url}: {readonly url: string}, cause?: Cause) {
				causes.push(cause);
				return control.addBackend({url});
			},
			updateBackend: control.updateBackend.bind(control),
			async removeBackend(id: string, _options?: unknown, cause?: Cause) {
				causes.push(cause);
				return control.removeBackend(id);
			},
		},
		tell({type}: {readonly type: string}, cause?: Cause) {
			assert.equal(type, 'config-applied');
			causes.push(cause);
		},
	};
	const from = async (url: string): Promise<GivenSettings> => new Map([...await configWith(url), ['config', {value: 'a.yaml', from: '--config'}]]);
	const reload = new ConfigReload({proxy, started: await from(stays), resolve: async () => from(comesBack)});
	await reload.reload();
	const [{commandId}] = causes as [Cause];
	assert.equal(typeof commandId, 'string');
	assert.deepEqual(causes, Array.from({length: 4}, () => ({actor: {face: 'config', name: 'a.yaml'}, commandId})));
	control.changeStatus({backends: [fakeBackend({id: 'b1', url: stays})]});
	await reload.reload();
	assert.equal(causes.length, 6, 'nothing has changed but that it was read again');
	assert.notEqual((causes.at(-1) as Cause).commandId, commandId);
});

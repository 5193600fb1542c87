import assert from 'node:assert/strict';
import test from 'node:test';
import {backendHost} from '../../source/model/backend-host.js';

test('a backend is called by its own host, or by the name under which it was found', () => {
	assert.deepEqual(backendHost({url: 'http://10.0.0.1:3000'}), {hostname: '10.0.0.1', host: '10.0.0.1:3000'});
	assert.deepEqual(backendHost({url: 'https://[::1]'}), {hostname: '[::1]', host: '[::1]'});
	assert.deepEqual(backendHost({url: 'https://10.0.0.1:8443', origin: 'https+dns://web.test:8443'}), {hostname: 'web.test', host: 'web.test:8443'});
	assert.deepEqual(backendHost({url: 'https://10.0.0.1', origin: 'https+dns://web.test:443'}), {hostname: 'web.test', host: 'web.test'});
});

test('a service\'s backends are called by the domain of the service, wherever its records lead', () => {
	assert.deepEqual(backendHost({url: 'https://10.0.0.1:8443', origin: 'https+srv://_https._tcp.web.test'}), {hostname: 'web.test', host: 'web.test:8443'});
});

import assert from 'node:assert/strict';
import test from 'node:test';
import type {HealthCheckOverrides} from '../../source/model/health-check-settings.js';
import {headerFields, healthAsWritten, healthOverrides} from '../../source/config/health-value.js';

const all: HealthCheckOverrides = {
	path: '/well', method: 'HEAD', expected: [204, [300, 399]], body: 'ok', headers: [['Host', 'shop.example']], intervalMs: 1500, timeoutMs: 20, rise: 2, fall: 3,
};

test('reads what a file says of one backend', () => {
	assert.deepEqual(healthOverrides.read({
		path: '/well', method: 'HEAD', status: '204,300-399', body: 'ok', headers: ['Host: shop.example'], interval: '1.5s', timeout: '20ms', rise: 2, fall: 3,
	}).value, all);
	assert.deepEqual(healthOverrides.read({status: 204}).value, {expected: [204]});
});

for (const given of [all, {}, {rise: 2}]) {
	test(`what is written of ${JSON.stringify(given)} can be read again`, () => {
		const written = JSON.stringify(healthAsWritten(given));
		assert.deepEqual(healthOverrides.read(JSON.parse(written)).value, given);
	});
}

for (const given of [{pth: '/'}, {status: 'ok'}, {interval: 5}, {rise: 0}, {headers: ['no field']}, {method: 'POST'}]) {
	test(`${JSON.stringify(given)} is refused`, () => {
		assert.ok(healthOverrides.read(given).issues);
	});
}

for (const field of ['Host', ': x', 'Na me: x', 'A: b\r\nC: d', 'Content-Length: 3', 'Transfer-Encoding: chunked']) {
	test(`${JSON.stringify(field)} is no header field for a probe`, () => {
		assert.ok(headerFields.schema.read([field]).issues);
	});
}

import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {grpcHealthRequest, judgeGrpcHealth, readServingStatus} from '../../../../source/engines/control/health/grpc-health.js';

const framed = (...message: readonly number[]): Buffer => Buffer.from([0, 0, 0, 0, message.length, ...message]);

test('a request has the name of the service, which is empty for the whole server', () => {
	assert.deepEqual(grpcHealthRequest('on'), framed());
	assert.deepEqual(grpcHealthRequest('a.B'), framed(0x0A, 3, 0x61, 0x2E, 0x42));
	fc.assert(fc.property(fc.string({unit: fc.constantFrom(...'aZ09_.-/'), minLength: 1, maxLength: 120}), service => {
		const request = grpcHealthRequest(service);
		assert.equal(request.readUInt32BE(1), request.length - 5);
		assert.equal(request.subarray(7).toString(), service === 'on' ? '' : service);
	}));
});

test('only a whole message with a status is one', () => {
	assert.deepEqual([framed(8, 1), framed(8, 2), framed()].map(bytes => readServingStatus(bytes)), [1, 2, 0]);
	const compressed = framed(8, 1);
	compressed[0] = 1;
	for (const bytes of [Buffer.alloc(0), compressed, framed(8, 1).subarray(0, 6), framed(8), framed(16, 1), framed(8, 0x81), Buffer.concat([framed(8, 1), framed(8, 1)])]) {
		assert.equal(readServingStatus(bytes), undefined);
	}
});

test('a server is well if it says so in an answer without an error', () => {
	assert.deepEqual(judgeGrpcHealth(framed(8, 1), '0'), {isServing: true, reason: 'gRPC health SERVING'});
	assert.deepEqual(judgeGrpcHealth(framed(8, 3), '0'), {isServing: false, reason: 'gRPC health SERVICE_UNKNOWN'});
	assert.deepEqual(judgeGrpcHealth(framed(8, 1), '14'), {isServing: false, reason: 'gRPC status UNAVAILABLE'});
	for (const code of [undefined, '', '17', '-1', '0x0', '00000']) {
		assert.deepEqual(judgeGrpcHealth(framed(8, 1), code), {isServing: false, reason: 'invalid response: no gRPC status'});
	}

	for (const bytes of [Buffer.alloc(0), framed(8, 9)]) {
		assert.deepEqual(judgeGrpcHealth(bytes, '0'), {isServing: false, reason: 'invalid response: no HealthCheckResponse'});
	}
});

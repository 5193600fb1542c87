import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import https from 'node:https';
import type {AddressInfo} from 'node:net';
import test from 'node:test';
import {status} from '@grpc/grpc-js';
import {createHttpProbe} from '../../../source/engines/control/health/probe.js';
import {usualTransport} from '../../../source/model/backend-transport.js';
import {defaultExpected} from '../../../source/model/expected-status.js';
import {makeCertificate} from '../../helpers/certificates.js';
import {type BytesCall, bytesMethod, startGrpcServer} from '../../helpers/grpc-server.js';
import {startHttp2Backend} from '../../helpers/http2-backend.js';
import {startProxy} from '../../helpers/running-proxy.js';

const methods = {check: bytesMethod('/grpc.health.v1.Health/Check')};

/** The server as a whole is well; so is one service, and another is not. */
const check: BytesCall = ({request}, callback) => {
	const service = request.subarray(2).toString();
	const known = new Map([['', 1], ['shop.Orders', 1], ['shop.Stock', 2], ['shop.New', 0]]).get(service);
	if (known === undefined) {
		callback({code: status.NOT_FOUND});
	} else {
		callback(null, Buffer.from(known === 0 ? [] : [0x08, known]));
	}
};

const probeOf = async (url: string, grpc: string) => createHttpProbe('1.2.3', {...usualTransport, tls: {...usualTransport.tls, insecure: true}})({
	url, path: '/', timeoutMs: 3000, expected: defaultExpected, grpc,
}, new AbortController().signal);

test('a gRPC server is asked for the health of a service, or of the whole', async t => {
	const server = await startGrpcServer([[methods, {check}]]);
	t.after(server.stop);
	for (const [service, verdict, reason] of [
		['on', 'passed', 'gRPC health SERVING'],
		['shop.Orders', 'passed', 'gRPC health SERVING'],
		['shop.Stock', 'failed', 'gRPC health NOT_SERVING'],
		['shop.New', 'failed', 'gRPC health UNKNOWN'],
		['shop.Other', 'failed', 'gRPC status NOT_FOUND: its health service does not know that service'],
	] as const) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const result = await probeOf(server.url, service);
		assert.deepEqual([result.verdict, result.reason], [verdict, reason]);
	}

	const overHttp = await probeOf(server.url.replace('h2c:', 'http:'), 'on');
	assert.equal(overHttp.verdict, 'passed', 'a backend over http:// is asked by HTTP/2 as well');
	const proxy = await startProxy({urls: [server.url], flags: ['--health-grpc=shop.Stock', '--health-interval=50ms']});
	t.after(proxy.stop);
	const isUp = new Promise<string>(resolve => {
		const unsubscribe = proxy.control.subscribe(event => {
			if (event.type === 'health-changed' && event.to === 'healthy') {
				unsubscribe();
				resolve(event.reason);
			}
		});
	});
	await proxy.control.updateBackend(proxy.control.status().backends[0]!.id, {healthCheck: {grpc: 'on'}});
	assert.equal(await isUp, 'gRPC health SERVING');
});

test('a server without a health service, and one that speaks no gRPC, fail with the reason', async t => {
	const server = await startGrpcServer([]);
	t.after(server.stop);
	assert.equal((await probeOf(server.url, 'on')).reason, 'gRPC status UNIMPLEMENTED: it has no service grpc.health.v1.Health');
	const plain = await startHttp2Backend(stream => {
		stream.respond({':status': 200}, {endStream: true});
	});
	t.after(plain.close);
	assert.equal((await probeOf(plain.url, 'on')).reason, 'invalid response: no gRPC status');
	const missing = await startHttp2Backend(stream => {
		stream.respond({':status': 404}, {endStream: true});
	});
	t.after(missing.close);
	assert.equal((await probeOf(missing.url, 'on')).reason, '404 Not Found, which is not gRPC\'s');
	const http1 = https.createServer(makeCertificate('localhost', {hosts: ['127.0.0.1']}), (_request, response) => {
		response.end();
	}).listen(0, '127.0.0.1');
	t.after(() => {
		http1.closeAllConnections();
		http1.close();
	});
	await once(http1, 'listening');
	assert.equal((await probeOf(`https://127.0.0.1:${(http1.address() as AddressInfo).port}`, 'on')).reason, 'it does not speak HTTP/2');
});

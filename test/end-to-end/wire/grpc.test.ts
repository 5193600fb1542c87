import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {constants} from 'node:http2';
import {after, before, test} from 'node:test';
import {
	credentials,
	type handleBidiStreamingCall,
	type handleClientStreamingCall,
	type handleServerStreamingCall,
	Client,
	Metadata,
	type ServiceError,
	status,
	type StatusObject,
} from '@grpc/grpc-js';
import {resetStream} from '../../../source/node-http/reset-stream.js';
import {makeCertificate} from '../../helpers/certificates.js';
import {type BytesCall, bytesMethod, same, startGrpcServer} from '../../helpers/grpc-server.js';
import {startHttp2Backend} from '../../helpers/http2-backend.js';
import {askHttp2, connectHttp2} from '../../helpers/http2-client.js';
import {type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const methods = {
	echo: bytesMethod('/test.Calls/Echo'),
	fail: bytesMethod('/test.Calls/Fail'),
	never: bytesMethod('/test.Calls/Never'),
	count: bytesMethod('/test.Calls/Count', {responseStream: true}),
	sum: bytesMethod('/test.Calls/Sum', {requestStream: true}),
	chat: bytesMethod('/test.Calls/Chat', {requestStream: true, responseStream: true}),
};

/** Resolves once a call that is never answered is there, and once it is cancelled. */
const unanswered = {arrived: Promise.withResolvers<void>(), cancelled: Promise.withResolvers<void>()};

const echo: BytesCall = (call, callback) => {
	const head = new Metadata();
	head.set('x-head', String(call.metadata.get('x-asked')[0]));
	call.sendMetadata(head);
	const trailers = new Metadata();
	trailers.set('x-tail-bin', Buffer.from([0, 255]));
	callback(null, call.request, trailers);
};

const fail: BytesCall = (_call, callback) => {
	const metadata = new Metadata();
	metadata.set('x-why', 'because');
	callback({code: status.FAILED_PRECONDITION, details: 'not yet: ä', metadata});
};

const never: BytesCall = call => {
	unanswered.arrived.resolve();
	call.on('cancelled', () => {
		unanswered.cancelled.resolve();
	});
};

const count: handleServerStreamingCall<Buffer, Buffer> = call => {
	for (let number = 1; number <= call.request.length; number++) {
		call.write(Buffer.alloc(number));
	}

	call.end();
};

const sum: handleClientStreamingCall<Buffer, Buffer> = (call, callback) => {
	let bytes = 0;
	call.on('data', ({length}: Buffer) => {
		bytes += length;
	});
	call.on('end', () => {
		callback(null, Buffer.from(String(bytes)));
	});
};

const chat: handleBidiStreamingCall<Buffer, Buffer> = call => {
	call.on('data', (message: Buffer) => {
		call.write(Buffer.from(`${message.toString()}!`));
	});
	call.on('end', () => {
		call.end();
	});
};

const server = await startGrpcServer([[methods, {
	echo, fail, never, count, sum, chat,
}]]);
const certificate = makeCertificate('localhost', {hosts: ['localhost', '127.0.0.1']});
let proxy: RunningProxy;
let client: Client;

/** Calls a method with one answer. */
const ask = async (path: string, message: Buffer, metadata = new Metadata(), options = {}): Promise<{readonly answer: Buffer | undefined; readonly head: Metadata | undefined; readonly end: StatusObject}> => new Promise((resolve, reject) => {
	let head: Metadata | undefined;
	let answer: Buffer | undefined;
	const call = client.makeUnaryRequest(path, same, same, message, metadata, options, (error, received) => {
		if (error) {
			reject(error);
		}

		answer = received;
	});
	call.on('metadata', (received: Metadata) => {
		head = received;
	});
	call.on('status', (end: StatusObject) => {
		resolve({answer, head, end});
	});
});

before(async () => {
	proxy = await startProxy({urls: [server.url], flags: ['--wait-for-backend=5s', '--health-status=200-599', ...tlsFlags(certificate)]});
	client = new Client(`localhost:${proxy.tlsPort}`, credentials.createSsl(Buffer.from(certificate.cert)));
});
after(async () => {
	client.close();
	await proxy.stop();
	server.stop();
});

test('a unary call, with metadata before and after the answer', async () => {
	const metadata = new Metadata();
	metadata.set('x-asked', 'this');
	const message = Buffer.alloc(300_000, 'm');
	const {answer, head, end} = await ask(methods.echo.path, message, metadata);
	assert.ok(answer?.equals(message));
	assert.deepEqual(head?.get('x-head'), ['this']);
	assert.deepEqual([end.code, end.metadata.get('x-tail-bin')], [status.OK, [Buffer.from([0, 255])]]);
});

test('a failed call tells code, message and metadata', async () => {
	await assert.rejects(ask(methods.fail.path, Buffer.alloc(0)), ({code, details, metadata}: ServiceError) => {
		assert.deepEqual([code, details, metadata.get('x-why')], [status.FAILED_PRECONDITION, 'not yet: ä', ['because']]);
		return true;
	});
	const session = await connectHttp2(proxy.tlsPort!);
	const stream = session.request({':method': 'POST', ':path': methods.fail.path, 'content-type': 'application/grpc', te: 'trailers'});
	stream.end(Buffer.alloc(5));
	const [head, flags] = await once(stream, 'response') as [Readonly<Record<string, string>>, number];
	// END_STREAM and END_HEADERS: the answer is one frame, as the server sends it.
	assert.deepEqual([head['grpc-status'], flags % 8], [String(status.FAILED_PRECONDITION), 5]);
	session.destroy();
});

test('streams of messages: of the server, of the client, of both by turns', async () => {
	const counted = client.makeServerStreamRequest(methods.count.path, same, same, Buffer.alloc(50));
	const lengths: number[] = [];
	for await (const message of counted) {
		lengths.push((message as Buffer).length);
	}

	assert.deepEqual(lengths, Array.from({length: 50}, (_, index) => index + 1));

	const total = await new Promise((resolve, reject) => {
		const summed = client.makeClientStreamRequest(methods.sum.path, same, same, (error, answer) => {
			if (error) {
				reject(error);
			} else {
				resolve(answer?.toString());
			}
		});
		for (let index = 0; index < 50; index++) {
			summed.write(Buffer.alloc(10_000));
		}

		summed.end();
	});
	assert.equal(total, '500000');

	const chatting = client.makeBidiStreamRequest(methods.chat.path, same, same);
	for (const said of ['one', 'two', 'three']) {
		chatting.write(Buffer.from(said));
		// eslint-disable-next-line no-await-in-loop -- Each answer comes before the next message.
		const [answer] = await once(chatting, 'data') as [Buffer];
		assert.equal(answer.toString(), `${said}!`);
	}

	chatting.end();
	chatting.resume();
	const [end] = await once(chatting, 'status') as [StatusObject];
	assert.equal(end.code, status.OK);
});

test('a call that is cancelled, or too late, ends at the server as well', async () => {
	const isLogged = (entry: {readonly target: string; readonly status: number}): boolean => entry.target === methods.never.path && entry.status === 499;
	const call = client.makeUnaryRequest(methods.never.path, same, same, Buffer.alloc(1), () => {});
	await unanswered.arrived.promise;
	call.cancel();
	await unanswered.cancelled.promise;
	await proxy.untilIdle();
	const {records} = await proxy.control.readLog(0, Number.MAX_SAFE_INTEGER);
	assert.equal(records.filter(record => isLogged(record)).length, 1);

	await assert.rejects(ask(methods.never.path, Buffer.alloc(1), new Metadata(), {deadline: Date.now() + 100}), {code: status.DEADLINE_EXCEEDED});
	await proxy.untilIdle();
});

test('a stream that the server resets is reset with its code', async t => {
	const backend = await startHttp2Backend(stream => {
		stream.respond({':status': 200, 'content-type': 'application/grpc'});
		stream.write(Buffer.alloc(5), () => {
			resetStream(stream, constants.NGHTTP2_ENHANCE_YOUR_CALM);
		});
	});
	t.after(backend.close);
	const resetting = await startProxy({urls: [backend.url], flags: ['--wait-for-backend=5s', ...tlsFlags(certificate)]});
	t.after(resetting.stop);
	const session = await connectHttp2(resetting.tlsPort!);
	const answer = await askHttp2(session, {':method': 'POST', 'content-type': 'application/grpc', te: 'trailers'}, Buffer.alloc(5));
	assert.deepEqual([answer.status, answer.code, answer.isComplete], [200, constants.NGHTTP2_ENHANCE_YOUR_CALM, false]);
	session.destroy();
});

import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {connect, type AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import test from 'node:test';
import {localReplies, replyHead, replyMessage} from '../../../../source/engines/threads/data-plane/local-reply.js';

const withoutDate = (head: string): string => head.replace(/Date: .* GMT/v, 'Date: then');

for (const keepAliveSeconds of [undefined, 7]) {
	test(`the bytes of a local reply are those of node:http: ${keepAliveSeconds === undefined ? 'close' : 'keep-alive'}`, async t => {
		const message = replyMessage(localReplies.noBackend);
		const server = createServer((_request, response) => {
			response.shouldKeepAlive = keepAliveSeconds !== undefined;
			response.writeHead(message.status, message.statusText, [...message.fields]);
			response.end(message.body);
		});
		server.keepAliveTimeout = 7000;
		t.after(() => {
			server.close();
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
		client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		if (keepAliveSeconds !== undefined) {
			client.end();
		}

		const sent = await text(client);
		assert.equal(withoutDate(sent), withoutDate(replyHead(message, keepAliveSeconds)) + message.body.toString());
	});
}

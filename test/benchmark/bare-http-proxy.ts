/* The peer: http-proxy as its own documentation uses it, with a keep-alive agent and nothing else. */
import http, {type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import process from 'node:process';
import {createProxyServer} from 'http-proxy';

const targets = process.argv.slice(2);
const agent = new http.Agent({keepAlive: true});
const proxy = createProxyServer({agent, xfwd: true});
proxy.on('error', (_error, _request, response) => {
	(response as ServerResponse).writeHead(502).end();
});
let next = 0;
const server = http.createServer((request, response) => {
	proxy.web(request, response, {target: targets[next++ % targets.length]!});
});
server.listen(0, '127.0.0.1', () => {
	process.stdout.write(`${JSON.stringify({proxy: server.address() as AddressInfo})}\n`);
});

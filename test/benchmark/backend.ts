/* A backend that costs as little as a node:http server can, in a process of its own. */
import {Buffer} from 'node:buffer';
import http from 'node:http';
import process from 'node:process';

const body = Buffer.alloc(1024, 'x');
const server = http.createServer((request, response) => {
	request.resume();
	response.writeHead(200, {'Content-Type': 'text/plain', 'Content-Length': body.length});
	response.end(body);
});
server.keepAliveTimeout = 0;
// At all addresses of this machine, so that it can stand for many.
server.listen(0, '0.0.0.0', () => {
	process.stdout.write(`${JSON.stringify({proxy: server.address()})}\n`);
});

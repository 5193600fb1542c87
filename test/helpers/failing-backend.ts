import process from 'node:process';
import {createServer} from 'node:http';

/*
A backend in a process of its own. It does as it was told last, a line on standard input each: `well`, `500` (to traffic and
to health checks), `poor` (500 to traffic only), `late`, `slow` or `refuse`. First it writes its port, then each mode that it has taken on.
*/

const pausesMs: Readonly<Record<string, number>> = {late: 50, slow: 3000};
let mode = 'well';

const server = createServer(({url}, response) => {
	const isCheck = url === '/health';
	response.statusCode = mode === '500' || (mode === 'poor' && !isCheck) ? 500 : 200;
	setTimeout(() => {
		response.end('answer');
	}, pausesMs[mode] ?? 0);
});

const listen = (port: number, onListening: () => void): void => {
	server.listen(port, '127.0.0.1', onListening);
};

listen(0, () => {
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	process.stdout.write(`${port}\n`);
	process.stdin.setEncoding('utf8').on('data', chunk => {
		const told = String(chunk).trim();
		const done = (): void => {
			mode = told;
			process.stdout.write(`${told}\n`);
		};

		if (told === 'refuse') {
			server.close(done);
			server.closeAllConnections();
		} else if (mode === 'refuse') {
			listen(port, done);
		} else {
			done();
		}
	});
});

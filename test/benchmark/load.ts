import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import net from 'node:net';

const request = Buffer.from([
	'GET /some/path?with=query HTTP/1.1',
	'Host: localhost',
	'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36',
	'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
	'Accept-Language: en-US,en;q=0.5',
	'Accept-Encoding: gzip, deflate, br',
	'Cookie: session=0123456789abcdef0123456789abcdef',
	'',
	'',
].join('\r\n'));

/** One connection that sends its next request when the answer to the last is whole. */
const connection = async (port: number, takeTurn: () => boolean, latencies: number[] | undefined): Promise<void> => {
	const socket = net.connect({port, host: '127.0.0.1', noDelay: true});
	await once(socket, 'connect');
	let expected = 0;
	let seen = 0;
	let startedAt = 0;
	const send = (): void => {
		if (takeTurn()) {
			startedAt = performance.now();
			socket.write(request);
		} else {
			socket.end();
		}
	};

	socket.on('data', chunk => {
		if (seen === 0) {
			const text = chunk.toString('latin1');
			if (!text.startsWith('HTTP/1.1 200')) {
				throw new Error(`Not answered with 200: ${text.slice(0, 200)}`);
			}

			expected = text.indexOf('\r\n\r\n') + 4 + Number(/content-length: (\d+)/iv.exec(text)![1]);
		}

		seen += chunk.length;
		if (!(seen >= expected)) {
			return;
		}

		seen = 0;
		latencies?.push(performance.now() - startedAt);
		send();
	});
	send();
	await once(socket, 'close');
};

/**
Sends that many requests over that many connections to a port of this machine.

@returns The latency of each, in milliseconds, when asked for.
*/
export const load = async (port: number, requests: number, connections: number, withLatencies = false): Promise<number[]> => {
	let left = requests;
	const latencies: number[] | undefined = withLatencies ? [] : undefined;
	await Promise.all(Array.from({length: connections}, async () => connection(port, () => left-- > 0, latencies)));
	return latencies ?? [];
};

import {requestHead} from './backend-scripts.js';
import type {Connection, Script} from './scripted-backend.js';

/** What a client sends to speak another protocol. */
export const upgradeRequest = (protocol = 'websocket'): string => [
	'GET /chat HTTP/1.1',
	'Host: a.example',
	'Connection: keep-alive, Upgrade',
	`Upgrade: ${protocol}`,
	'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
	'Sec-WebSocket-Version: 13',
	'',
	'',
].join('\r\n');

/** A backend's consent to that. */
export const switching = (protocol = 'websocket'): string => [
	'HTTP/1.1 101 Switching Protocols',
	'Connection: Upgrade',
	`Upgrade: ${protocol}`,
	'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
	'',
	'',
].join('\r\n');

/** Switches protocols, and sends these bytes right behind the answer. */
export const accept = (early = '', protocol = 'websocket'): Script => async connection => {
	await requestHead(connection);
	connection.socket.write(switching(protocol) + early);
};

/** Resolves once a backend has got this text. */
export const received = async (connection: Connection, text: string): Promise<void> =>
	new Promise((resolve, reject) => {
		const look = () => {
			if (connection.received.includes(text)) {
				connection.socket.off('data', look);
				resolve();
			}
		};

		connection.socket.on('data', look);
		look();
		// Without effect if it has come.
		void connection.closed.then(() => {
			reject(new Error(`the connection closed before ${JSON.stringify(text.slice(0, 100))} came`));
		});
	});

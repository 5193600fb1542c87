import {once} from 'node:events';
import {connect, type ConnectionOptions, type TLSSocket} from 'node:tls';

/** Shakes hands with a port of this machine; any certificate will do. Rejects where the other end refuses. */
export const shakeHands = async (port: number, options: ConnectionOptions = {}): Promise<TLSSocket> => {
	const socket = connect({port, host: '127.0.0.1', rejectUnauthorized: false, ...options});
	await once(socket, 'secureConnect');
	socket.on('error', () => {});
	return socket;
};

/** The name of the certificate that a client is shown. */
export const certificateShown = async (port: number, options?: ConnectionOptions): Promise<string> => {
	const socket = await shakeHands(port, options);
	const {subject} = socket.getPeerCertificate();
	socket.destroy();
	return String(subject.CN);
};

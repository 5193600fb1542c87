import type {Agent} from 'node:http';
import https from 'node:https';
import {connect, type NetConnectOpts} from 'node:net';

/** Has an agent begin each connection with these bytes; with TLS, they come before the handshake. */
export const sendFirst = (agent: Agent, bytes: Uint8Array): void => {
	const create = agent.createConnection.bind(agent);
	agent.createConnection = (options, onCreated) => {
		const socket = connect(options as NetConnectOpts);
		socket.write(bytes);
		// Node's agent for plain HTTP would connect in just this way.
		return agent instanceof https.Agent ? create({...options, socket} as typeof options, onCreated) : socket;
	};
};

import {Buffer} from 'node:buffer';
import {RawConnection, type RawAnswer} from './raw-connection.js';
import type {Outcome} from './tally.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const requestOf = (path: string, fields = ''): string => `GET ${path} HTTP/1.1\r\nHost: soak\r\n${fields}\r\n`;

const outcomeOf = ({status, body}: RawAnswer, expected: number, expectedBody?: string): Outcome =>
	({end: 'answered', status, isRight: status === expected && (expectedBody === undefined || body === expectedBody)});

/** Logs in as NTLM does, by two messages on one connection, and then asks by whom that connection is used. */
export const bindLogin = async (port: number): Promise<Outcome[]> => {
	const user = `user-${Math.trunc(Math.random() * 1_000_000)}`;
	const outcomes: Outcome[] = [];
	let connection: RawConnection | undefined;
	/* eslint-disable no-await-in-loop -- one request after the other */
	try {
		connection = await RawConnection.open(port);
		connection.send(requestOf('/login', `Authorization: NTLM ${base64('negotiate')}\r\n`));
		const challenged = await connection.answer();
		outcomes.push(outcomeOf(challenged, 401));
		const challenge = /\r\nwww-authenticate: *ntlm (?<challenge>\S+)/iv.exec(challenged.head)?.groups!['challenge'] ?? '';
		connection.send(requestOf('/login', `Authorization: NTLM ${base64(`${challenge} ${user}`)}\r\n`));
		outcomes.push(outcomeOf(await connection.answer(), 200, user));
		for (let request = 0; request < 3; request++) {
			connection.send(requestOf('/user'));
			outcomes.push(outcomeOf(await connection.answer(), 200, user));
		}
	} catch (error) {
		outcomes.push({end: 'broken', isRight: false, reason: (error as Error).message});
	} finally {
		connection?.close();
	}
	/* eslint-enable no-await-in-loop */

	return outcomes;
};

/** Asks for the user of whatever connection the proxy takes: a client that has not logged in is no user. */
export const askForUser = async (port: number): Promise<Outcome> => {
	let connection: RawConnection | undefined;
	try {
		connection = await RawConnection.open(port);
		connection.send(requestOf('/user'));
		return outcomeOf(await connection.answer(), 200, 'anonymous');
	} catch (error) {
		return {end: 'broken', isRight: false, reason: (error as Error).message};
	} finally {
		connection?.close();
	}
};

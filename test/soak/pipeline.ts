import {RawConnection} from './raw-connection.js';
import type {Outcome} from './tally.js';

const requestOf = (number: number): string => `GET /number/${number} HTTP/1.1\r\nHost: soak\r\n\r\n`;

/**
Sends many requests in one piece, without waiting for answers. Those left unanswered by a connection that has said
`Connection: close` are sent on another one, as a client does (RFC 9112 §9.3.2).

@returns The outcome of each request, of which the answers have to be in the requests' order.
*/
export const pipeline = async (port: number, count: number): Promise<Outcome[]> => {
	const outcomes: Outcome[] = [];
	const numbers = Array.from({length: count}, () => Math.trunc(Math.random() * 1_000_000));
	/* eslint-disable no-await-in-loop -- answers come one after the other */
	while (outcomes.length < count) {
		let connection: RawConnection | undefined;
		try {
			connection = await RawConnection.open(port);
			connection.send(numbers.slice(outcomes.length).map(number => requestOf(number)).join(''));
			let isLast = false;
			while (outcomes.length < count && !isLast) {
				const {status, head, body} = await connection.answer();
				outcomes.push({end: 'answered', status, isRight: status === 200 && body === `/number/${numbers[outcomes.length]}`});
				isLast = /\r\nconnection: *close/iv.test(head);
			}
		} catch (error) {
			// All that was sent on it and not answered is lost with it.
			outcomes.push(...numbers.slice(outcomes.length).map((): Outcome => ({end: 'broken', isRight: false, reason: (error as Error).message})));
		} finally {
			connection?.close();
		}
	}
	/* eslint-enable no-await-in-loop */

	return outcomes;
};

import type {Recording} from '../recording/recording.js';
import type {Redaction} from './redaction.js';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const twoDigits = (number: number): string => String(number).padStart(2, '0');

let lastSecond = -1;
let lastTime = '';

/** Such as `10/Oct/2000:13:55:36 +0000`, always in UTC. Cached, as many lines have the same second. */
const timeText = (milliseconds: number): string => {
	const second = Math.trunc(milliseconds / 1000);
	if (second !== lastSecond) {
		lastSecond = second;
		const time = new Date(milliseconds);
		const clock = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(number => twoDigits(number)).join(':');
		lastTime = `${twoDigits(time.getUTCDate())}/${months[time.getUTCMonth()]}/${time.getUTCFullYear()}:${clock} +0000`;
	}

	return lastTime;
};

/** Escapes characters that could end the quotes or the line, as Apache does. */
const quoted = (text: string): string => {
	const escaped = text.replaceAll(/["\\]/gv, String.raw`\$&`).replaceAll(/[^ -~]/gv, character =>
		Array.from(new TextEncoder().encode(character), byte => String.raw`\x${byte.toString(16).padStart(2, '0')}`).join(''));
	return `"${escaped === '' ? '-' : escaped}"`;
};

const line = ({entry, httpVersion}: Recording, redaction: Redaction): string => {
	const {client, startedAt, method, target, status, responseBytes} = entry!;
	const request = method === '' ? '' : `${method} ${redaction.target(target)} HTTP/${httpVersion}`;
	return `${client} - - [${timeText(startedAt)}] ${quoted(request)} ${status} ${responseBytes === 0 ? '-' : responseBytes}`;
};

const fieldOf = ({requestHeaders}: Recording, name: string): string => {
	const index = requestHeaders.findIndex((text, at) => at % 2 === 0 && text.toLowerCase() === name);
	return index === -1 ? '' : requestHeaders[index + 1]!;
};

/** A line of the Common Log Format. */
export const commonLine = (recording: Recording, redaction: Redaction): string => `${line(recording, redaction)}\n`;

/** A line of the Combined Log Format: with `Referer` and `User-Agent`. */
export const combinedLine = (recording: Recording, redaction: Redaction): string => {
	const referer = redaction.header('referer', redaction.target(fieldOf(recording, 'referer')));
	const agent = redaction.header('user-agent', fieldOf(recording, 'user-agent'));
	return `${line(recording, redaction)} ${quoted(referer)} ${quoted(agent)}\n`;
};

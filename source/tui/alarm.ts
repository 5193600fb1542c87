import type {ControlEvent} from '../model/event.js';
import {toPrintableAscii} from './text/ascii.js';

/** How a person who looks elsewhere is told that a backend is down. */
export const alarms = ['off', 'bell', 'notification'] as const;

export type Alarm = (typeof alarms)[number];

const notification = (text: string): string => {
	const safe = toPrintableAscii(text, '?');
	// Two families of terminals, each of which ignores what the other understands.
	return `\u{1B}]9;${safe}\u{7}\u{1B}]777;notify;proxy-tui;${safe.replaceAll(';', ',')}\u{7}`;
};

/** Who has just been called looks, and sees what has happened meanwhile: backends that go down together are one call. In milliseconds. */
const quietTime = 5000;

/**
Says what has to be written to the terminal when something happens; undefined when nobody needs to be called.

@param alarm
@param clock - Milliseconds since the epoch.
*/
export const alarmOf = (alarm: Alarm, clock: () => number): ((event: ControlEvent) => string | undefined) => {
	let quietUntil = -Infinity;
	return event => {
		if (alarm === 'off' || event.type !== 'health-changed' || event.to !== 'unhealthy' || clock() < quietUntil) {
			return undefined;
		}

		quietUntil = clock() + quietTime;
		return alarm === 'bell' ? '\u{7}' : notification(`${event.backend.url} is DOWN: ${event.reason}`);
	};
};

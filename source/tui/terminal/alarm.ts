import type {ControlEvent} from '../../model/event.js';
import {toPrintableAscii} from '../text/ascii.js';

/** How the terminal alerts the user when a backend goes down. */
export const alarms = ['off', 'bell', 'notification'] as const;

export type Alarm = (typeof alarms)[number];

const notification = (text: string): string => {
	const safe = toPrintableAscii(text, '?');
	// Two families of terminals, each of which ignores what the other understands.
	return `\u{1B}]9;${safe}\u{7}\u{1B}]777;notify;proxy-tui;${safe.replaceAll(';', ',')}\u{7}`;
};

/** Backends that go down within this time cause one alert. In milliseconds. */
const quietTime = 5000;

/**
What to write to the terminal for an event; undefined for none.

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

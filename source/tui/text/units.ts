/** Two or three significant digits: one decimal below ten, none above. */
const short = (value: number): string => value < 9.95 ? value.toFixed(1) : value.toFixed(0);

/** A rate: `0.0`, `3.4`, `142`, `12.3k`. */
export const formatRate = (perSecond: number): string => {
	if (perSecond < 99.95) {
		return perSecond.toFixed(1);
	}

	return perSecond < 9999.5 ? perSecond.toFixed(0) : `${(perSecond / 1000).toFixed(1)}k`;
};

/** A count: exact up to five digits, then `123k`, `4.5M`. */
export const formatCount = (count: number): string => {
	if (count < 100_000) {
		return String(count);
	}

	return count < 999_500 ? `${(count / 1000).toFixed(0)}k` : `${short(count / 1_000_000)}M`;
};

const pairOf = (value: number, large: string, perLarge: number, small: string): string =>
	`${Math.floor(value / perLarge)}${large}${String(value % perLarge).padStart(2, '0')}${small}`;

/** A duration given in milliseconds: `0.4 ms`, `48 ms`, `1.2 s`, `2m05s`. */
export const formatDuration = (milliseconds: number): string => {
	if (milliseconds < 999.5) {
		return `${short(milliseconds)} ms`;
	}

	const seconds = milliseconds / 1000;
	return seconds < 59.5 ? `${short(seconds)} s` : formatSpan(milliseconds);
};

/** A long duration given in milliseconds: `42s`, `2m05s`, `3h07m`, `12d04h`. */
export const formatSpan = (milliseconds: number): string => {
	const seconds = Math.round(Math.max(0, milliseconds) / 1000);
	if (seconds < 60) {
		return `${seconds}s`;
	}

	if (seconds < 3600) {
		return pairOf(seconds, 'm', 60, 's');
	}

	const minutes = Math.floor(seconds / 60);
	return minutes < 24 * 60 ? pairOf(minutes, 'h', 60, 'm') : pairOf(Math.floor(minutes / 60), 'd', 24, 'h');
};

/** An age in the largest whole unit: `3s`, `2m`, `5h`, `2d`. `0s` after the clock was set back. */
export const formatAge = (milliseconds: number): string => {
	const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
	if (seconds < 60) {
		return `${seconds}s`;
	}

	if (seconds < 3600) {
		return `${Math.floor(seconds / 60)}m`;
	}

	return seconds < 86_400 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
};

/** A share from 0 to 1: `0 %`, `0.4 %`, `12 %`. Values above zero never show as zero. */
export const formatShare = (share: number): string => {
	const percent = share * 100;
	if (percent === 0) {
		return '0 %';
	}

	return percent < 0.1 ? '<0.1 %' : `${short(percent)} %`;
};

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Decimal units (SI): `512 B`, `1.2 kB`, `34 MB`. */
export const formatBytes = (bytes: number): string => {
	let value = bytes;
	let unit = 0;
	while (value >= 999.5 && unit < byteUnits.length - 1) {
		value /= 1000;
		unit++;
	}

	return `${unit === 0 ? value : short(value)} ${byteUnits[unit]}`;
};

/** Aligns numbers: `1.2 s ` above ` 48 ms`. */
export const alignUnit = (text: string): string => text.replace(/ .$/v, unit => `${unit} `);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Local time of day: `14:03:22`, with milliseconds `14:03:22.045`. */
export const formatTime = (at: number, isPrecise = false): string => {
	const date = new Date(at);
	const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => twoDigits(part)).join(':');
	return isPrecise ? `${time}.${String(date.getMilliseconds()).padStart(3, '0')}` : time;
};

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Local day: `Thu 26 Nov`. */
export const formatDay = (at: number): string => {
	const date = new Date(at);
	return `${weekdays[date.getDay()]} ${date.getDate()} ${months[date.getMonth()]}`;
};

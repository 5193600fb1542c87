import type {Tone} from './theme.js';

export const statusTone = (status: number): Tone => {
	if (status >= 500) {
		return 'bad';
	}

	if (status >= 400) {
		return 'warn';
	}

	return status >= 300 ? 'info' : 'good';
};

/** Errors caused by clients are toned by status; a broken response is bad whatever its status. */
export const errorTone = (status: number): Tone => statusTone(status) === 'warn' ? 'warn' : 'bad';

/** The error rate that is more than background noise. */
const badFrom = 0.05;

export const errorShareTone = (share = 0, calm: Tone = 'plain'): Tone => {
	if (share === 0) {
		return calm;
	}

	return share < badFrom ? 'warn' : 'bad';
};

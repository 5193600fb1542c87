import type {Tone} from '../theme.js';

export const statusTone = (status: number): Tone => {
	if (status >= 500) {
		return 'bad';
	}

	if (status >= 400) {
		return 'warn';
	}

	return status >= 300 ? 'info' : 'good';
};

/** What a client brought about is no worse than its status; what broke off an answer is bad, whatever that answer said. */
export const errorTone = (status: number): Tone => statusTone(status) === 'warn' ? 'warn' : 'bad';

/** The share from which on errors are no longer those that always happen. */
const badFrom = 0.05;

export const errorShareTone = (share = 0, calm: Tone = 'plain'): Tone => {
	if (share === 0) {
		return calm;
	}

	return share < badFrom ? 'warn' : 'bad';
};

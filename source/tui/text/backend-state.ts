import type {BackendStatus} from '../../model/status.js';
import type {Glyphs} from '../look/glyphs.js';
import {stateWord, type StateWord} from '../state/state-word.js';
import type {Tone} from '../look/theme.js';
import {formatAge, formatCount} from './units.js';

export type StateSign = {
	readonly word: StateWord;
	readonly glyph: string;
	readonly tone: Tone;
};

/** Each state has a shape and a word besides the colour. */
export const stateSign = (word: StateWord, glyphs: Glyphs): StateSign => {
	switch (word) {
		case 'UP': {
			return {word, glyph: glyphs.up, tone: 'good'};
		}

		case 'DOWN': {
			return {word, glyph: glyphs.down, tone: 'bad'};
		}

		case 'EJECT': {
			return {word, glyph: glyphs.down, tone: 'warn'};
		}

		case 'DRAIN': {
			return {word, glyph: glyphs.half, tone: 'warn'};
		}

		case 'OFF': {
			return {word, glyph: glyphs.off, tone: 'muted'};
		}

		case 'CHECKING': {
			return {word, glyph: glyphs.checking, tone: 'info'};
		}
	}
};

/** The oldest request's wait is shown from this time on, in milliseconds. */
export const longWaitMs = 2000;

/** The error rate from which UP is no longer green. */
const failingFrom = 0.5;

/** Whether it passes its checks but fails most requests. */
export const isFailing = (backend: BackendStatus): boolean => stateWord(backend) === 'UP' && (backend.recent.errorShare ?? 0) >= failingFrom;

export const backendSign = (backend: BackendStatus, glyphs: Glyphs): StateSign => isFailing(backend)
	? {word: 'UP', glyph: glyphs.half, tone: 'warn'}
	: stateSign(stateWord(backend), glyphs);

/** When its current state began, in milliseconds since the epoch; undefined if unknown. An ejection shows its end instead. */
export const inStateSince = (backend: BackendStatus): number | undefined => {
	const {healthSince, stateSince} = backend;
	switch (stateWord(backend)) {
		case 'UP':
		case 'DOWN':
		case 'CHECKING': {
			return healthSince === undefined || stateSince === undefined ? healthSince ?? stateSince : Math.max(healthSince, stateSince);
		}

		case 'DRAIN':
		case 'OFF': {
			return stateSince;
		}

		case 'EJECT': {
			return undefined;
		}
	}
};

/** State and duration: `UP for 3m, failing`. */
export const stateInWords = (backend: BackendStatus, now: number): string => {
	const since = inStateSince(backend);
	return `${stateWord(backend)}${since === undefined ? '' : ` for ${formatAge(now - since)}`}${isFailing(backend) ? ', failing' : ''}`;
};

/** Number of backends that are UP. */
export const countUp = (backends: readonly BackendStatus[]): number => backends.filter(backend => stateWord(backend) === 'UP').length;

export type Finding = {
	readonly at: number;
	readonly reason: string;
	readonly passed: boolean;
	/** What to do if the backend is in fact healthy. */
	readonly hint?: string;
};

/** The latest finding on a backend's health: the last check, or traffic since. */
export const newestFinding = ({lastCheck, health, healthReason, healthSince}: BackendStatus): Finding | undefined => {
	if (healthReason === undefined || healthSince === undefined || healthSince <= (lastCheck?.at ?? 0)) {
		return lastCheck;
	}

	// The transition arrives a moment after the check that caused it.
	const hint = lastCheck?.reason === healthReason ? lastCheck.hint : undefined;
	return {at: healthSince, reason: healthReason, passed: health !== 'unhealthy', ...(hint !== undefined && {hint})};
};

/** A finding with its hint. */
export const findingInWords = ({reason, hint}: Finding): string => hint === undefined ? reason : `${reason}; ${hint}`;

/** The long text if it fits, else the short one. */
const fitting = (full: string, brief: string, columns: number): string => full.length <= columns ? full : brief;

/** What a drain waits for, and for how long. */
export const drainText = ({connections, drainEndsAt = 0, isBeingRemoved}: BackendStatus, now: number, columns = Infinity): string => {
	const brief = `${formatCount(connections)} left, ${formatAge(drainEndsAt - now)}`;
	return fitting(`${brief} to go${isBeingRemoved ? ', then removed' : ''}`, brief, columns);
};

export const ejectionText = (ejectedUntil: number, now: number, columns = Infinity): string => {
	const brief = `back in ${formatAge(ejectedUntil - now)}`;
	return fitting(`ejected, ${brief}`, brief, columns);
};

import type {BackendStatus} from '../../model/status.js';
import type {Glyphs} from '../glyphs.js';
import {stateWord, type StateWord} from '../state/state-word.js';
import {formatAge, formatCount} from '../text/units.js';
import type {Tone} from '../theme.js';

export type StateSign = {
	readonly word: StateWord;
	readonly glyph: string;
	readonly tone: Tone;
};

/** Always a shape and a word besides the colour. */
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

/** From so many milliseconds on it is worth a word how long the oldest request waits. */
export const longWaitMs = 2000;

/** The share of failed answers from which on being UP is no good news. */
const failingFrom = 0.5;

/** Whether it passes its checks and all the same fails most of what it is sent. */
export const isFailing = (backend: BackendStatus): boolean => stateWord(backend) === 'UP' && (backend.recent.errorShare ?? 0) >= failingFrom;

export const backendSign = (backend: BackendStatus, glyphs: Glyphs): StateSign => isFailing(backend)
	? {word: 'UP', glyph: glyphs.half, tone: 'warn'}
	: stateSign(stateWord(backend), glyphs);

/**
Since when it is in the state that its sign tells, in milliseconds since the epoch; undefined if that is not known. An ejection tells
when it ends instead.
*/
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

/** Its state with how long it has been in it: `UP for 3m, failing`. */
export const stateInWords = (backend: BackendStatus, now: number): string => {
	const since = inStateSince(backend);
	return `${stateWord(backend)}${since === undefined ? '' : ` for ${formatAge(now - since)}`}${isFailing(backend) ? ', failing' : ''}`;
};

/** How many backends show as UP. */
export const countUp = (backends: readonly BackendStatus[]): number => backends.filter(backend => stateWord(backend) === 'UP').length;

export type Finding = {
	readonly at: number;
	readonly reason: string;
	readonly passed: boolean;
	/** What to do if the backend is well all the same. */
	readonly hint?: string;
};

/** The newest that is known of a backend's health: the last check, or what traffic has seen since. */
export const newestFinding = ({lastCheck, health, healthReason, healthSince}: BackendStatus): Finding | undefined => {
	if (healthReason === undefined || healthSince === undefined || healthSince <= (lastCheck?.at ?? 0)) {
		return lastCheck;
	}

	// A transition is told a moment after the check that led to it.
	const hint = lastCheck?.reason === healthReason ? lastCheck.hint : undefined;
	return {at: healthSince, reason: healthReason, passed: health !== 'unhealthy', ...(hint !== undefined && {hint})};
};

/** A finding with what to do about it. */
export const findingInWords = ({reason, hint}: Finding): string => hint === undefined ? reason : `${reason}; ${hint}`;

/** The first where it fits, else what of it has to be known. */
const fitting = (full: string, brief: string, columns: number): string => full.length <= columns ? full : brief;

/** What a drain still waits for, and for how long. */
export const drainText = ({connections, drainEndsAt = 0, isBeingRemoved}: BackendStatus, now: number, columns = Infinity): string => {
	const brief = `${formatCount(connections)} left, ${formatAge(drainEndsAt - now)}`;
	return fitting(`${brief} to go${isBeingRemoved ? ', then removed' : ''}`, brief, columns);
};

export const ejectionText = (ejectedUntil: number, now: number, columns = Infinity): string => {
	const brief = `back in ${formatAge(ejectedUntil - now)}`;
	return fitting(`ejected, ${brief}`, brief, columns);
};

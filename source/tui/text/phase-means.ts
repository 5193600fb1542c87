import type {Timings} from '../../model/timings.js';
import type {Glyphs} from '../look/glyphs.js';
import {formatDuration} from './units.js';

/** A phase of requests, and what its mean says about them. */
export type PhaseMean = {
	readonly key: keyof Timings;
	readonly name: string;
	/** In a word or two, where it takes place. */
	readonly place: string;
	/** What it means that most of the time goes there. */
	readonly reading: string;
};

/** In order of time. */
export const phaseMeans: readonly PhaseMean[] = [
	{key: 'queueMs', name: 'queue', place: 'proxy', reading: 'Most of the time goes into waiting for a free slot, see maxBackendConnections'},
	{key: 'connectMs', name: 'connect', place: 'network', reading: 'Most of the time goes into connecting: network, or a backend slow to accept'},
	{key: 'firstByteMs', name: 'first byte', place: 'backend', reading: 'Most of the time goes into waiting for the backend to respond (with uploads)'},
	{key: 'transferMs', name: 'transfer', place: 'response body', reading: 'Most of the time goes into response bodies: large, or slow backend or client'},
];

/** The phase that takes at least half of the time. */
export const mainPhase = (timings: Timings): PhaseMean | undefined => {
	const total = phaseMeans.reduce((sum, {key}) => sum + timings[key], 0);
	return total === 0 ? undefined : phaseMeans.find(({key}) => timings[key] * 2 >= total);
};

/** Of one phase: `first byte 840 ms (backend)`, the place only where most of the time goes. */
const phaseText = ({key, name, place}: PhaseMean, timings: Timings, main: PhaseMean | undefined): string =>
	`${name} ${formatDuration(timings[key])}${main?.key === key ? ` (${place})` : ''}`;

/** All phases in a line. */
export const timingsText = (timings: Timings, {dot}: Glyphs): string => {
	const main = mainPhase(timings);
	return phaseMeans.map(phase => phaseText(phase, timings, main)).join(` ${dot} `);
};

/** The phase that most of the time goes into; undefined if none does. */
export const mainPhaseText = (timings: Timings): string | undefined => {
	const main = mainPhase(timings);
	return main && phaseText(main, timings, main);
};

/** One sentence: us or them. */
export const timingsReading = (timings: Timings): string => mainPhase(timings)?.reading ?? 'No phase takes most of the time';

import type {ExchangePhases} from '../../../model/exchange-detail.js';
import {consecutive, type PhaseSpan} from '../../chart/waterfall.js';

const phaseNames: ReadonlyArray<readonly [keyof ExchangePhases, string]> = [
	['queueMs', 'queue'],
	['earlierAttemptsMs', 'retries'],
	['connectMs', 'connect'],
	['tlsMs', 'TLS'],
	['firstByteMs', 'first byte'],
	['bodyMs', 'body'],
];

/** The phases in order, without those that did not take place. */
export const phaseSpans = (phases: ExchangePhases): readonly PhaseSpan[] => consecutive(phaseNames.flatMap(([key, name]) => {
	const durationMs = phases[key];
	return durationMs === undefined ? [] : [[name, durationMs] as const];
}));

import type {ExchangePhases} from '../../../model/exchange-detail.js';

/** A phase of an exchange, in milliseconds from its start. */
export type PhaseSpan = {
	readonly name: string;
	readonly startMs: number;
	readonly durationMs: number;
};

const phaseNames: ReadonlyArray<readonly [keyof ExchangePhases, string]> = [
	['queueMs', 'queue'],
	['earlierAttemptsMs', 'retries'],
	['connectMs', 'connect'],
	['tlsMs', 'TLS'],
	['firstByteMs', 'first byte'],
	['bodyMs', 'body'],
];

/** The phases in order, without those that did not take place. */
export const phaseSpans = (phases: ExchangePhases): readonly PhaseSpan[] => {
	let startMs = 0;
	return phaseNames.flatMap(([key, name]) => {
		const durationMs = phases[key];
		if (durationMs === undefined) {
			return [];
		}

		const span = {name, startMs, durationMs};
		startMs += durationMs;
		return [span];
	});
};

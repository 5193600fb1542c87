import type {OpenPhase} from '../../model/open-request.js';

/** In a column. */
export const phaseWords: Readonly<Record<OpenPhase, string>> = {
	queue: 'queued', connect: 'connecting', 'first-byte': 'waiting', transfer: 'transfer',
};

/** In a sentence. */
export const phaseInWords: Readonly<Record<OpenPhase, string>> = {
	queue: 'waiting for a free connection', connect: 'connecting to the backend', 'first-byte': 'waiting for the response', transfer: 'receiving the response',
};

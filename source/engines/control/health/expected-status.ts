import type {ExpectedStatus} from '../../../model/expected-status.js';

/** 2xx and 3xx: a redirect is an answer, whether or not its target works. */
export const defaultExpected: readonly ExpectedStatus[] = [[200, 399]];

export const isExpectedStatus = (status: number, expected: readonly ExpectedStatus[]): boolean =>
	expected.some(entry => {
		const [first, last] = typeof entry === 'number' ? [entry, entry] : entry;
		return status >= first && status <= last;
	});

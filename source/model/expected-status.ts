/** A status, or the first and the last of a range. */
export type ExpectedStatus = number | readonly [first: number, last: number];

const entryPattern = /^(?<first>[1-5]\d\d)(?:-(?<last>[1-5]\d\d))?$/v;

const parseEntry = (text: string): ExpectedStatus | undefined => {
	const {first, last} = entryPattern.exec(text.trim())?.groups ?? {};
	if (first === undefined) {
		return undefined;
	}

	if (last === undefined) {
		return Number(first);
	}

	return Number(first) <= Number(last) ? [Number(first), Number(last)] : undefined;
};

/** Reads `200-399` or `200,204,301-303`; undefined for a text that is no such list. */
export const parseExpectedStatus = (text: string): readonly ExpectedStatus[] | undefined => {
	const entries = text.split(',').map(entry => parseEntry(entry));
	return entries.every(entry => entry !== undefined) ? entries : undefined;
};

export const formatExpectedStatus = (expected: readonly ExpectedStatus[]): string =>
	expected.map(entry => typeof entry === 'number' ? String(entry) : entry.join('-')).join(',');

/** 2xx and 3xx: a redirect is an answer, whether or not its target works. */
export const defaultExpected: readonly ExpectedStatus[] = [[200, 399]];

export const isExpectedStatus = (status: number, expected: readonly ExpectedStatus[]): boolean =>
	expected.some(entry => {
		const [first, last] = typeof entry === 'number' ? [entry, entry] : entry;
		return status >= first && status <= last;
	});

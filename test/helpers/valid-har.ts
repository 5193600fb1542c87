import assert from 'node:assert/strict';

export type Har = {log: {version: string; creator: Record<string, string>; entries: HarEntry[]}};
type Named = {name: string; value: string};
type HarRequest = {
	method: string;
	url: string;
	httpVersion: string;
	cookies: Named[];
	headers: Named[];
	queryString: Named[];
	headersSize: number;
	bodySize: number;
	postData?: {mimeType: string; text: string};
};
type HarResponse = {
	status: number;
	statusText: string;
	httpVersion: string;
	cookies: Named[];
	headers: Named[];
	redirectURL: string;
	headersSize: number;
	bodySize: number;
	content: {size: number; mimeType: string; text?: string; encoding?: string};
};
export type HarEntry = {
	startedDateTime: string;
	time: number;
	request: HarRequest;
	response: HarResponse;
	cache: object;
	timings: Record<string, number>;
	serverIPAddress?: string;
};

const isNamed = ({name, value}: Named): boolean => typeof name === 'string' && typeof value === 'string';

/** What the specification of HAR 1.2 demands of every entry. */
export const assertValidHar = ({log}: Har): void => {
	assert.equal(log.version, '1.2');
	assert.deepEqual(Object.keys(log.creator), ['name', 'version']);
	for (const {startedDateTime, time, request, response, cache, timings} of log.entries) {
		assert.match(startedDateTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/v);
		assert.ok(URL.canParse(request.url), request.url);
		for (const list of [request.cookies, request.headers, request.queryString, response.cookies, response.headers]) {
			assert.ok(list.every(pair => isNamed(pair)));
		}

		for (const text of [request.method, request.httpVersion, response.httpVersion, response.statusText, response.redirectURL, response.content.mimeType]) {
			assert.equal(typeof text, 'string');
		}

		for (const count of [request.headersSize, request.bodySize, response.headersSize, response.bodySize, response.status, response.content.size]) {
			assert.ok(Number.isSafeInteger(count) && count >= -1);
		}

		assert.equal(typeof cache, 'object');
		assert.ok([timings['send'], timings['wait'], timings['receive']].every(value => value! >= 0));
		const sum = ['blocked', 'dns', 'connect', 'send', 'wait', 'receive'].reduce((total, name) => total + Math.max(0, timings[name]!), 0);
		assert.ok(Math.abs(sum - time) < 1e-6, `${sum} is not ${time}`);
	}
};

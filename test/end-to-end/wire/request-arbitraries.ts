import fc from 'fast-check';

/** A request that is clear, and its bytes. */
export type ClearRequest = {
	readonly method: string;
	readonly target: string;
	/** Only such as the proxy passes on as they are. */
	readonly fields: ReadonlyArray<readonly [string, string]>;
	readonly body: string;
	readonly trailers: ReadonlyArray<readonly [string, string]>;
	readonly bytes: string;
};

const characters = (pattern: RegExp): string[] => Array.from({length: 256}, (_, code) => String.fromCodePoint(code)).filter(character => pattern.test(character));

const text = (pattern: RegExp, constraints: fc.StringConstraints): fc.Arbitrary<string> =>
	fc.string({...constraints, unit: fc.constantFrom(...characters(pattern))});

/** None of those that mean something to the proxy. */
const fieldName = text(/[\w!#$%\u{26}'*+\-.^`\|~]/v, {minLength: 1, maxLength: 8}).map(name => `X-${name}`).filter(
	name => !name.includes('_') && !/^x-(?:forwarded-|real-ip$|request-id$)/iv.test(name),
);
const fieldValue = text(/[\t -~\u{80}-\u{FF}]/v, {maxLength: 12}).filter(value => !/^[\t ]|[\t ]$/v.test(value));
const field = fc.tuple(fieldName, fieldValue);
const path = text(/[!-~]/v, {maxLength: 10}).map(rest => `/${rest.replaceAll('#', '')}`);
const content = fc.string({maxLength: 40, unit: fc.oneof({weight: 3, arbitrary: fc.constantFrom('\r', '\n', '0', 'GET / HTTP/1.1\r\n')}, fc.constantFrom(...characters(/[\s\S]/v)))});

type Chunking = {
	readonly sizes: readonly number[];
	readonly extension: string;
	readonly zeros: string;
};

const chunking: fc.Arbitrary<Chunking> = fc.record({
	sizes: fc.array(fc.integer({min: 1, max: 20}), {minLength: 1, maxLength: 5}),
	extension: fc.constantFrom('', ';a=b', ';a="b;c"', ';a;b=c'),
	zeros: fc.constantFrom('', '0', '000'),
});

const chunked = (body: string, {sizes, extension, zeros}: Chunking): string => {
	let result = '';
	for (let at = 0, index = 0; at < body.length; index++) {
		const chunk = body.slice(at, at + sizes[index % sizes.length]!);
		result += `${zeros}${chunk.length.toString(16)}${extension}\r\n${chunk}\r\n`;
		at += chunk.length;
	}

	return `${result}0${extension}\r\n`;
};

const lines = (fields: ReadonlyArray<readonly [string, string]>): string => fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');

export const clearRequest: fc.Arbitrary<ClearRequest> = fc.record({
	method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'),
	target: path,
	fields: fc.array(field, {maxLength: 3}),
	host: fc.constantFrom('Host: a', 'host:a.example:80', 'HOST: \t[::1] '),
	body: fc.oneof(fc.constant(''), content),
	framing: fc.oneof(fc.constant('length' as const), chunking),
	trailers: fc.array(field, {maxLength: 2}),
	fieldsFirst: fc.boolean(),
}).map(({method, target, fields, host, body, framing, trailers, fieldsFirst}) => {
	const isChunked = framing !== 'length';
	const declared = isChunked ? 'Transfer-Encoding: chunked\r\n' : (body === '' ? '' : `Content-Length: ${body.length}\r\n`);
	const others = lines(fields);
	const rest = isChunked ? `${chunked(body, framing)}${lines(trailers)}\r\n` : body;
	return {
		method,
		target,
		fields,
		body,
		trailers: isChunked ? trailers : [],
		bytes: `${method} ${target} HTTP/1.1\r\n${fieldsFirst ? others : ''}${host}\r\n${declared}${fieldsFirst ? '' : others}\r\n${rest}`,
	};
});

/** What makes servers disagree. */
const tokens = [
	'\r',
	'\n',
	'\r\n',
	'\n\n',
	'\r\n\r\n',
	'\0',
	' ',
	'\t',
	'\u000B',
	'\u00A0',
	':',
	';',
	',',
	'0',
	'5',
	'+',
	'-',
	'_',
	'x',
	'0x',
	'"',
	'\u00FF',
	'0\r\n\r\n',
	'chunked',
	'gzip, ',
	', chunked',
	' HTTP/1.1',
	'HTTP/1.0',
	'HTTP/2.0',
	'Content-Length: 3\r\n',
	'Content-Length: 0\r\n',
	'content-length:5\r\n',
	'Content-Length:\r\n',
	'Content_Length: 3\r\n',
	'Transfer-Encoding: chunked\r\n',
	'Transfer-Encoding: identity\r\n',
	'Transfer-Encoding:\u000Bchunked\r\n',
	'Transfer-Encoding : chunked\r\n',
	'Transfer_Encoding: chunked\r\n',
	'Host: b\r\n',
	' folded\r\n',
	'Connection: close\r\n',
	'Connection: content-length, transfer-encoding, host\r\n',
	'Trailer: X-A\r\n',
	'TE: trailers\r\n',
	'3\r\nabc\r\n',
	'5;a\nhello\r\n',
	'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n',
] as const;

export type Mutation = {
	/** Where, as a share of the length. */
	readonly at: number;
	/** Which kind of place it moves on to from there; none if there is no such kind. */
	readonly joint: number;
	readonly removed: number;
	readonly inserted: string;
};

const mutation: fc.Arbitrary<Mutation> = fc.record({
	at: fc.double({
		min: 0, max: 1, maxExcluded: true, noNaN: true,
	}),
	joint: fc.integer({min: 0, max: 9}),
	removed: fc.oneof(fc.constant(0), fc.integer({min: 0, max: 4})),
	inserted: fc.oneof({weight: 6, arbitrary: fc.constantFrom(...tokens)}, fc.constant(''), fc.constantFrom(...characters(/[\s\S]/v))),
});

export const mutations = fc.array(mutation, {minLength: 1, maxLength: 3});

/** Where the structure is: around names, values and lines. */
const joints = [/(?<=: )/v, /(?=:)/v, /(?=\r\n)/v, /(?<=\r\n)/v, /(?<=Encoding: )/v, /(?<=Length: )/v];

/** Strikes at such a place more often than anywhere else. */
export const mutate = (bytes: string, changes: readonly Mutation[]): string => {
	let result = bytes;
	for (const {at, joint, removed, inserted} of changes) {
		const anywhere = Math.trunc(at * result.length);
		const distance = joint < joints.length ? result.slice(anywhere).search(joints[joint]!) : 0;
		const place = distance === -1 ? anywhere : anywhere + distance;
		result = result.slice(0, place) + inserted + result.slice(place + removed);
	}

	return result;
};

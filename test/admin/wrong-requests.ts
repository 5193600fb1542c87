import {routes} from '../../source/admin/routes.js';
import type {Route} from '../../source/admin/route.js';
import type {Random} from '../../source/program/demo/random-numbers.js';

export const token = 'right-token';
export const readToken = 'looking-token';

/** A request that is wrong in one way alone, and how it is to be refused. */
export type WrongRequest = {
	/** As it goes over the wire, one character a byte. */
	readonly bytes: string;
	readonly toHead: boolean;
	readonly refusal: `${number} ${string}`;
};

type Parts = {
	readonly method: string;
	readonly target: string;
	readonly fields: readonly string[];
	readonly body: string;
};

type Mistake = {
	readonly refusal: WrongRequest['refusal'];
	isPossible(route: Route): boolean;
	make(parts: Parts, pick: <Item>(items: readonly Item[]) => Item, route: Route): Parts;
};

const bodies: Readonly<Record<string, readonly string[]>> = {
	'POST /add': ['{"url":"http://b"}'],
	'POST /backends': ['{"url":"http://b","weight":7}'],
	'PATCH /backends/:id': ['{"weight":2}', '{"state":"draining"}', '{"health_check":{"path":"/"}}'],
	'PUT /pool': ['{"backends":[]}', '{"backends":[{"url":"http://c"}]}'],
	'PATCH /settings': ['{"policy":"first"}', '{"rateLimit":null}'],
	'POST /requests/:number/replay': ['{}', '{"backend":"b1"}'],
};

const always = (): boolean => true;
const hasBody = ({body, isBodyOptional}: Route): boolean => body !== undefined && !isBodyOptional;
const withField = (parts: Parts, field: string): Parts => ({...parts, fields: [...parts.fields, field]});
const replaced = (parts: Parts, name: string, ...values: readonly string[]): Parts =>
	({...parts, fields: [...parts.fields.filter(field => !field.startsWith(`${name}:`)), ...values.map(value => `${name}: ${value}`)]});

const foreignHosts = ['evil.example', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example:80'];
const foreignOrigins = ['Origin: null', 'Origin: https://evil.example', 'Origin: http://localhost:1', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Site: same-site', 'Sec-Fetch-Site: anything'];
const wrongCredentials = ['Bearer wrong', `Bearer ${token}x`, `Basic ${token}`, token, `Digest ${token}`, 'Basic eDp5'];
const unknownIds = ['b9', '__proto__', 'constructor', '%00', '%zz', 'B1', 'b1%20', '%F0%9F'];
const unknownNumbers = ['9', '-1', '1.0', '0x1', '9999999999999999', 'NaN', '__proto__', '%31%00'];
const staleTags = ['"stale"', 'W/"x"', '"a", "b"', 'x', ',', '"*"'];
const otherTypes = ['', 'text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'application/jsonx'];
const noJson = ['{"url":"http://a","url":"http://b"}', '['.repeat(50), '\u{FF}', '{\'a\': 1}', '1e', String.raw`"\x"`, '{"a":1,}'];
const noSettings = ['null', '[]', '{}', '{"__proto__":1}'];
const wrongSettings = ['{"polciy":"first"}', '{"policy":"nearest"}', '{"rateLimit":-1}', '{"port":81}', '{"adminToken":"x"}', '{"policy":"first","rateLimit":"x"}'];
const wrongBackends = [
	'null', '[]', '5', '"x"', '{"url":5}', '{"weight":0}', '{"weight":1e300}', '{"state":"gone"}', '{"unknown":1}', '{"backends":5}', '{"backends":[{"weight":1}]}', '{"__proto__":{"url":"http://a"}}',
];
const unknownParameters = ['unknown=1', '__proto__=1'];
const wrongPages = ['since=-1', 'limit=0', 'limit=1001', 'limit=1e3', 'newest=maybe', 'filter=status:', 'since=1&since=1'];

const mistakes: readonly Mistake[] = [
	{
		refusal: '403 host_not_allowed',
		isPossible: always,
		make: (parts, pick) => replaced(parts, 'Host', pick(foreignHosts)),
	},
	{
		refusal: '400 malformed_request',
		isPossible: always,
		make: (parts, pick) => pick([replaced(parts, 'Host'), replaced(parts, 'Host', ''), withField(parts, 'Host: evil.example')]),
	},
	{
		refusal: '403 origin_not_allowed',
		isPossible: always,
		make: (parts, pick) => withField(parts, pick(foreignOrigins)),
	},
	{
		refusal: '401 unauthorized',
		isPossible: ({isOpen}) => !isOpen,
		make: (parts, pick) => replaced(parts, 'Authorization', ...pick([[], ...wrongCredentials.map(value => [value])])),
	},
	{
		refusal: '403 read_only_token',
		isPossible: ({method}) => method !== 'GET',
		make: parts => replaced(parts, 'Authorization', `Bearer ${readToken}`),
	},
	{
		refusal: '404 not_found',
		isPossible: always,
		make: (parts, pick) => ({...parts, target: pick(['/nothing', `${parts.target}/x/y/z`, `/x${parts.target}`, '/__proto__', '/%2e%2e/x', '/Status'])}),
	},
	{
		refusal: '405 method_not_allowed',
		isPossible: always,
		make: (parts, pick) => ({...parts, method: pick(['TRACE', 'QUERY', 'PROPFIND', 'PURGE', 'LOCK'])}),
	},
	{
		refusal: '404 backend_not_found',
		isPossible: ({path}) => path.includes(':id'),
		make: (parts, pick) => ({...parts, target: `/backends/${pick(unknownIds)}`}),
	},
	{
		refusal: '404 exchange_not_found',
		isPossible: ({path}) => path.includes(':number'),
		make: (parts, pick) => ({...parts, target: parts.target.replace('/1', () => `/${pick(unknownNumbers)}`)}),
	},
	{
		refusal: '412 pool_changed',
		isPossible: ({isOfPool}) => isOfPool === true,
		make: (parts, pick) => withField(parts, `If-Match: ${pick(staleTags)}`),
	},
	{
		refusal: '415 unsupported_media_type',
		isPossible: hasBody,
		make: (parts, pick) => pick([withField(parts, 'Content-Encoding: gzip'), ...otherTypes.map(type => replaced(parts, 'Content-Type', type))]),
	},
	{
		refusal: '400 invalid_json',
		isPossible: hasBody,
		make: (parts, pick) => ({...parts, body: pick([parts.body.slice(0, -1), `${parts.body}x`, ...noJson])}),
	},
	{
		refusal: '400 invalid_request',
		isPossible: hasBody,
		make: (parts, pick, {path}) => ({...parts, body: pick(path === '/settings' ? noSettings : wrongBackends)}),
	},
	{
		refusal: '400 invalid_setting',
		isPossible: route => route.path === '/settings' && hasBody(route),
		make: (parts, pick) => ({...parts, body: pick(wrongSettings)}),
	},
	{
		refusal: '400 invalid_request',
		isPossible: ({query}) => query !== undefined,
		make: (parts, pick, {path}) => ({...parts, target: `${parts.target}?${pick([...unknownParameters, ...(path === '/requests' ? wrongPages : [])])}`}),
	},
];

/** Each too large a body takes its time. */
const tooLarge: Mistake = {
	refusal: '413 body_too_large',
	isPossible: route => hasBody(route) && route.path !== '/pool',
	make: parts => ({...parts, body: parts.body.replace('{', () => `{${' '.repeat(64 * 1024)}`)}),
};

const rightParts = (route: Route, port: number, pick: <Item>(items: readonly Item[]) => Item): Parts => {
	const {method, path} = route;
	return {
		method,
		target: path.replace(':id', 'b1').replace(':number', '1'),
		fields: [`Host: 127.0.0.1:${port}`, `Authorization: Bearer ${token}`, 'Content-Type: application/json', 'Accept: */*'],
		body: pick(bodies[`${method} ${path}`] ?? ['']),
	};
};

const toRequest = ({method, target, fields, body}: Parts, refusal: WrongRequest['refusal']): WrongRequest => ({
	bytes: `${method} ${target} HTTP/1.1\r\n${[...fields, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`,
	toHead: method === 'HEAD',
	refusal,
});

/**
Any of the routes, asked for with any of the mistakes that can be made there.

@param port - Of the admin API, which has a backend `b1` and a request `1`.
@param isLarge - Whether the mistake may be one that takes many bytes.
*/
export const wrongRequest = (random: Random, port: number, isLarge: boolean): WrongRequest => {
	const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
	const route = pick(routes);
	const {refusal, make} = isLarge && tooLarge.isPossible(route) ? tooLarge : pick(mistakes.filter(({isPossible}) => isPossible(route)));
	return toRequest(make(rightParts(route, port, pick), pick, route), refusal);
};

import * as z from 'zod';
import {backendWire, backendListWire} from '../wire/backend.js';
import {eventWire} from '../wire/event.js';
import {exchangeWire} from '../wire/exchange-detail.js';
import {certificateListWire} from '../wire/certificate.js';
import {historyWire} from '../wire/history.js';
import {poolWire} from '../wire/pool.js';
import {openRequestsWire, requestPageWire} from '../wire/request.js';
import {settingsWire} from '../wire/settings.js';
import {statusWire} from '../wire/status.js';
import {topListWire, topRequestsWire} from '../wire/top-list.js';
import {problemMediaType} from './problem.js';
import type {Route} from './route.js';

type Json = Readonly<Record<string, unknown>>;

/** RFC 9457, with the members of ours. */
const problemSchema = z.object({
	type: z.string(),
	title: z.string(),
	status: z.int(),
	detail: z.string(),
	code: z.string(),
	errors: z.array(z.object({pointer: z.string(), detail: z.string()})).optional(),
});

/** Named schemas. */
const named: ReadonlyMap<z.ZodType, string> = new Map<z.ZodType, string>([
	[statusWire.schema, 'Status'],
	[backendWire.schema, 'Backend'],
	[backendListWire.schema, 'Backends'],
	[poolWire.schema, 'Pool'],
	[settingsWire.schema, 'Settings'],
	[requestPageWire.schema, 'Requests'],
	[openRequestsWire.schema, 'OpenRequests'],
	[exchangeWire.schema, 'Exchange'],
	[topListWire.schema, 'TopList'],
	[topRequestsWire.schema, 'TopRequests'],
	[historyWire.schema, 'History'],
	[certificateListWire.schema, 'Certificates'],
	[eventWire.schema, 'Event'],
	[problemSchema, 'Problem'],
]);

const toJsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
	const {$schema, ...rest} = z.toJSONSchema(schema, {io, unrepresentable: 'any'});
	return rest;
};

const schemaOf = (schema: z.ZodType): Json => {
	if (schema instanceof z.ZodUnion) {
		return {anyOf: (schema.options as readonly z.ZodType[]).map(option => schemaOf(option))};
	}

	const name = named.get(schema);
	return name === undefined ? toJsonSchema(schema, 'output') : {$ref: `#/components/schemas/${name}`};
};

const contentOf = (answer: Route['answers'][number]): Json => {
	if (answer === null || answer === undefined) {
		return {};
	}

	return {
		content: 'mediaTypes' in answer
			? Object.fromEntries(answer.mediaTypes.map(type => [type, {}]))
			: {'application/json': {schema: schemaOf(answer)}},
	};
};

const descriptions: Readonly<Record<string, string>> = {
	200: 'Success', 201: 'Added', 202: 'Accepted', 204: 'Success', 503: 'Unavailable',
};

const pathParameters = (path: string): readonly Json[] =>
	Array.from(path.matchAll(/:(?<name>\w+)/gv), ({groups}) => ({name: groups!['name'], in: 'path', required: true, schema: {type: 'string'}}));

const queryParameters = (query: z.ZodObject | undefined): readonly Json[] => {
	const {properties = {}}: {readonly properties?: Readonly<Record<string, unknown>>} = query ? toJsonSchema(query, 'input') : {};
	return Object.entries(properties).map(([name, schema]) => ({name, in: 'query', required: false, schema}));
};

const ifMatch: Json = {name: 'If-Match', in: 'header', required: false, description: 'ETag of the pool that the change is based on', schema: {type: 'string'}};

const operationOf = ({method, path, summary, query, body, isBodyOptional, answers, isOfPool, isOpen}: Route): Json => ({
	summary,
	parameters: [...pathParameters(path), ...queryParameters(query), ...(isOfPool && method !== 'GET' ? [ifMatch] : [])],
	...(body && {requestBody: {required: !isBodyOptional, content: {'application/json': {schema: toJsonSchema(body, 'input')}}}}),
	responses: {
		...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, {description: descriptions[status], ...contentOf(answer)}])),
		default: {description: 'Refused', content: {[problemMediaType]: {schema: schemaOf(problemSchema)}}},
	},
	...(isOpen && {security: []}),
});

/** OpenAPI's way to write `/backends/:id`. */
export const openapiPath = (path: string): string => path.replaceAll(/:(?<name>\w+)/gv, '{$<name>}');

/** The routes as an OpenAPI 3.1 document. */
export const openapiOf = (routes: readonly Route[], version: string): Json => {
	const paths: Record<string, Record<string, Json>> = {};
	for (const route of routes) {
		const path = openapiPath(route.path);
		paths[path] = {...paths[path], [route.method.toLowerCase()]: operationOf(route)};
	}

	return {
		openapi: '3.1.1',
		info: {title: 'proxy-tui admin API', version, license: {name: 'MIT'}},
		paths,
		components: {
			schemas: Object.fromEntries(Array.from(named, ([schema, name]) => [name, toJsonSchema(schema, 'output')])),
			securitySchemes: {token: {type: 'http', scheme: 'bearer'}},
		},
		security: [{token: []}, {}],
	};
};

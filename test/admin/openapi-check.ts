import assert from 'node:assert/strict';
import * as z from 'zod';
import {openapiOf, openapiPath} from '../../source/admin/openapi.js';
import {routes} from '../../source/admin/routes.js';

type Media = Readonly<Record<string, {readonly schema?: z.core.JSONSchema.JSONSchema}>>;
type Operation = {readonly responses: Readonly<Record<string, {readonly content?: Media}>>};
type Document = {
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: {readonly schemas: Readonly<Record<string, unknown>>};
};

const document = structuredClone(openapiOf(routes, '1.2.3')) as unknown as Document;

/** The schema of the text alone: all that a client of the document would know. */
const compiled = new Map<unknown, z.ZodType>();

const compile = (schema: z.core.JSONSchema.JSONSchema): z.ZodType => {
	let found = compiled.get(schema);
	if (!found) {
		const whole = JSON.parse(JSON.stringify({...schema, $defs: document.components.schemas}).replaceAll('#/components/schemas/', '#/$defs/')) as z.core.JSONSchema.JSONSchema;
		found = z.fromJSONSchema(whole);
		compiled.set(schema, found);
	}

	return found;
};

const patterns = routes.map(({path}) => ({path, pattern: new RegExp(`^${path.replaceAll('.', String.raw`\$&`).replaceAll(/:\w+/gv, String.raw`[^\/]+`)}$`, 'v')}));

/** Fails for an answer that the OpenAPI document does not tell of. */
export const checkAgainstOpenapi = (method: string, target: string, status: number, type: string | undefined, json: unknown): void => {
	const path = patterns.find(({pattern}) => pattern.test(target.split('?', 1)[0]!))?.path;
	const operation = path === undefined ? undefined : document.paths[openapiPath(path)]?.[method.toLowerCase()];
	if (!operation) {
		return;
	}

	const {content} = operation.responses[status] ?? operation.responses['default']!;
	if (type === undefined) {
		assert.equal(content, undefined, `${method} ${target} ${status} has a body`);
		return;
	}

	const media = content?.[type.split(';', 1)[0]!];
	assert.ok(media, `${method} ${target} ${status} is ${type}`);
	if (media.schema) {
		const result = compile(media.schema).safeParse(json);
		assert.ok(result.success, `${method} ${target} ${status} is not what the document says: ${result.error?.message}`);
	}
};

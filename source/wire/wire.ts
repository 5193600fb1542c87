import * as z from 'zod';

/**
A value on the wire. It is not a `z.codec`, whose `encode` checks what it makes: that takes ten times as long as making it, and one
figure out of bounds would be the end of the whole answer. Tests check what is sent against `schema`.
*/
export type Wire<Value, Json = unknown> = {
	/** What is sent, for the OpenAPI document. */
	readonly schema: z.ZodType;
	/** Reads what is sent, by older instances and by newer ones, too. */
	readonly reader: z.ZodType<Value>;
	readonly encode: (value: Value) => Json;
	/** Undefined means that the object which holds it has no such member. */
	readonly isOptional?: true;
};

type JsonObject = Readonly<Record<string, unknown>>;

/** An object on the wire. */
export type Resource<Model> = Wire<Model, JsonObject> & {
	readonly schema: z.ZodObject;
	readonly readerShape: Readonly<Record<string, z.ZodType>>;
	readonly toModel: (read: JsonObject) => Model;
};

type Inline<Model> = {readonly inline: Resource<Model>};
type Named<Value> = readonly [name: string, wire: Wire<Value>];
type Member<Value> = Wire<Value> | Named<Value> | Inline<Value>;

/** Every member of a model, so that none is forgotten: how it goes over the wire and, where that differs, its name there. */
type Members<Model> = {readonly [Key in keyof Model]-?: Member<Model[Key]>};

/** Members that are worked out from others, for clients that read the JSON themselves. */
type Derived<Model> = Readonly<Record<string, {readonly schema: z.ZodType; readonly encode: (model: Model) => unknown}>>;

type ResourceOptions<Model> = {
	readonly derived?: Derived<Model>;
	/** What is said of something else that is given in its place. */
	readonly error?: string | z.core.$ZodErrorMap;
};

const isNamed = (member: Member<unknown>): member is Named<unknown> => Array.isArray(member);

export const resource = <Model extends object>(members: Members<Model>, {derived = {}, error}: ResourceOptions<Model> = {}): Resource<Model> => {
	const inlines: Array<readonly [key: string, inline: Resource<unknown>]> = [];
	const fields: Array<{readonly key: string; readonly name: string; readonly wire: Wire<unknown>}> = [];
	for (const [key, member] of Object.entries(members as Readonly<Record<string, Member<unknown>>>)) {
		if (isNamed(member)) {
			fields.push({key, name: member[0], wire: member[1]});
		} else if ('inline' in member) {
			inlines.push([key, member.inline]);
		} else {
			fields.push({key, name: key, wire: member});
		}
	}

	const shape: Record<string, z.ZodType> = {};
	const readerShape: Record<string, z.ZodType> = {};
	for (const {name, wire} of fields) {
		shape[name] = wire.schema;
		readerShape[name] = wire.reader;
	}

	for (const [, inline] of inlines) {
		Object.assign(shape, inline.schema.shape);
		Object.assign(readerShape, inline.readerShape);
	}

	for (const [name, {schema}] of Object.entries(derived)) {
		shape[name] = schema;
	}

	const toModel = (read: JsonObject): Model => {
		const model: Record<string, unknown> = {};
		for (const {key, name, wire} of fields) {
			const value = read[name];
			if (value !== undefined || !wire.isOptional) {
				model[key] = value;
			}
		}

		for (const [key, inline] of inlines) {
			model[key] = inline.toModel(read);
		}

		return model as Model;
	};

	const encode = (model: Model): JsonObject => {
		const given = model as JsonObject;
		const json: Record<string, unknown> = {};
		for (const {key, name, wire} of fields) {
			const value = wire.encode(given[key]);
			if (value !== undefined) {
				json[name] = value;
			}
		}

		for (const [key, inline] of inlines) {
			Object.assign(json, inline.encode(given[key]));
		}

		for (const [name, member] of Object.entries(derived)) {
			json[name] = member.encode(model);
		}

		return json;
	};

	return {schema: z.strictObject(shape, error === undefined ? {} : {error}), readerShape, reader: z.object(readerShape).transform(toModel), toModel, encode};
};

/** Its members stand among those of the object that holds it. */
export const inline = <Model>(given: Resource<Model>): Inline<Model> => ({inline: given});

/** A value that is the same on both sides. What is read may be looser than what is sent, where nothing rests on it. */
export const same = <Value>(schema: z.ZodType<Value>, reader = schema): Wire<Value> => ({schema, reader, encode: value => value});

/** The same wire for another form of its value. */
export const mapped = <Value, Other>({schema, reader, encode}: Wire<Value>, decode: (value: Value) => Other, toValue: (other: Other) => Value): Wire<Other> =>
	({schema, reader: reader.transform(decode), encode: other => encode(toValue(other))});

export const list = <Value>({schema, reader, encode}: Wire<Value>): Wire<readonly Value[]> =>
	({schema: z.array(schema), reader: z.array(reader), encode: values => values.map(value => encode(value))});

/** Null in place of undefined. */
export const nullable = <Value>({schema, reader, encode}: Wire<Value>): Wire<Value | undefined> =>
	({schema: schema.nullable(), reader: reader.nullish().transform(value => value ?? undefined), encode: value => value === undefined ? null : encode(value)});

/** Null in place of a member that is not there. */
export const optional = <Value>(wire: Wire<Value>): Wire<Value | undefined> => ({...nullable(wire), isOptional: true});

/** A member that is not there on the wire, either. */
export const leftOut = <Value>({schema, reader, encode}: Wire<Value>): Wire<Value | undefined> =>
	({schema: schema.optional(), reader: reader.optional(), encode: value => value === undefined ? undefined : encode(value), isOptional: true});

/** A member that older instances do not send. */
export const later = <Value>({schema, reader, encode}: Wire<Value>): Wire<Value | undefined> => ({...leftOut({schema, reader, encode}), schema});

/** One that older instances do not send, and that is then this value. */
export const defaultingTo = <Value>({schema, reader, encode}: Wire<Value>, value: Value): Wire<Value> =>
	({schema, reader: reader.optional().transform(read => read ?? value), encode});

const isNothing = (value: unknown, nothing: unknown): boolean => value === nothing || (Array.isArray(value) && value.length === 0);

/** What stands for a member that is not there, such as 0 or an empty list; older instances do not send it. */
export const absentAs = <Value, Nothing extends Value>({schema, reader, encode}: Wire<Value>, nothing: Nothing): Wire<Exclude<Value, false> | undefined> => ({
	schema,
	reader: reader.optional().transform(value => isNothing(value, nothing) ? undefined : value as Exclude<Value, false>),
	encode: value => encode(value ?? nothing),
	isOptional: true,
});

/** Members of each of the things that `type` tells apart. */
type Variants<Model extends {readonly type: string}> = {
	readonly [Type in Model['type']]: Members<Omit<Extract<Model, {readonly type: Type}>, 'type'>>
};

type DerivedVariants<Model extends {readonly type: string}> = {
	readonly [Type in Model['type']]?: Derived<Extract<Model, {readonly type: Type}>>
};

export const variants = <Model extends {readonly type: string}>(given: Variants<Model>, derivedVariants: DerivedVariants<Model> = {}): Wire<Model, {readonly type: Model['type']}> => {
	const derivedOf = new Map(Object.entries<Derived<never> | undefined>(derivedVariants));
	const entries = Object.entries<Members<object>>(given).map(([type, members]) =>
		[type, resource<object>({type: same(z.literal(type)), ...members}, {derived: derivedOf.get(type) as Derived<object> | undefined ?? {}})] as const);
	const byType = new Map<string, Resource<object>>(entries);
	const options = entries.map(([, variant]) => variant) as [Resource<object>, ...Array<Resource<object>>];
	return {
		schema: z.discriminatedUnion('type', options.map(({schema}) => schema) as [z.ZodObject, ...z.ZodObject[]]),
		reader: z.discriminatedUnion('type', options.map(({reader}) => reader) as unknown as [z.ZodObject, ...z.ZodObject[]]) as unknown as z.ZodType<Model>,
		encode: model => byType.get(model.type)!.encode(model) as {readonly type: Model['type']},
	};
};

/** What is taken from a client: exactly what is documented. */
export const strictly = <Model>({schema, reader}: Wire<Model>) => schema.pipe(reader as z.ZodType<Model, never>);

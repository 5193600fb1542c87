/*
Schemas of settings. They are our own because each start checks settings, and a library for schemas would be the largest module
that it loads.
*/

/** A place inside a value, such as `[1, 'weight']` in a list of backends. */
export type ValuePath = ReadonlyArray<string | number>;

export type Issue = {
	readonly path: ValuePath;
	/** What to give instead; reads on after a colon. */
	readonly message: string;
	/** The name of a member that may not be there. */
	readonly unknownMember?: string;
};

export type Reading<Value> =
	| {readonly value: Value; readonly issues?: undefined}
	| {readonly value?: undefined; readonly issues: readonly Issue[]};

/** JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export type Schema<Value> = {
	/** Checks and parses a value. */
	readonly read: (given: unknown) => Reading<Value>;
	/** What is allowed, as far as editors can check it. */
	readonly json: JsonSchema;
};

/** What a schema's values are parsed to. */
export type Parsed<Of extends Schema<unknown>> = Of extends Schema<infer Value> ? Value : never;

export const accept = <Value>(value: Value): Reading<Value> => ({value});

export const refuse = (message: string): Reading<never> => ({issues: [{path: [], message}]});

const within = (step: string | number, issues: readonly Issue[]): readonly Issue[] =>
	issues.map(issue => ({...issue, path: [step, ...issue.path]}));

/**
A text.

@param error - For a value that is none, or that does not parse.
@param parse - Undefined for a text that is not allowed.
*/
export const parsedText = <Value>(error: string, parse: (given: string) => Value | undefined, json: JsonSchema = {}): Schema<Value> => ({
	read(given) {
		const value = typeof given === 'string' ? parse(given) : undefined;
		return value === undefined ? refuse(error) : accept(value);
	},
	json: {type: 'string', ...json},
});

/** A text that is kept as it is. */
export const textLike = (pattern: RegExp, error: string): Schema<string> =>
	parsedText(error, given => pattern.test(given) ? given : undefined, {pattern: pattern.source});

/** A list; a problem names the item's index. */
export const list = <Item>(item: Schema<Item>, error: string): Schema<readonly Item[]> => ({
	read(given) {
		if (!Array.isArray(given)) {
			return refuse(error);
		}

		const readings = given.map(value => item.read(value));
		const issues = readings.flatMap((reading, index) => within(index, reading.issues ?? []));
		return issues.length > 0 ? {issues} : accept(readings.map(({value}) => value as Item));
	},
	json: {type: 'array', items: item.json},
});

const textOrTexts: JsonSchema = {anyOf: [{type: 'string'}, {type: 'array', items: {type: 'string'}}]};

/** Texts, or one alone. */
export const textList = <Item>(item: Schema<Item>, error: string): Schema<readonly Item[]> => {
	const items = list(item, error);
	return {read: given => items.read(typeof given === 'string' ? [given] : given), json: textOrTexts};
};

/** What divides the words of a {@link wordList}. */
export const wordSeparator = /[\s,]+/v;

/** Words; several of them in one text are separated by commas or blanks. */
export const wordList = <Item>(item: Schema<Item>, error: string): Schema<readonly Item[]> => {
	const items = list(item, error);
	return {
		read: given => items.read([given].flat().flatMap((value: unknown) => typeof value === 'string' ? value.split(wordSeparator).filter(Boolean) : [value])),
		json: textOrTexts,
	};
};

type Members = Readonly<Record<string, Schema<unknown>>>;

type ParsedMembers<Of extends Members> = {readonly [Name in keyof Of]?: Parsed<Of[Name]>};

type ObjectErrors = {
	readonly notObject: string;
	/** For a member that may not be there. */
	readonly unknownMember: (name: string) => string;
};

/**
An object with these members and no others.

@param members
@param required - Those that may not be left out.
@param errors
*/
export const object = <Of extends Members>(members: Of, required: readonly string[], errors: ObjectErrors): Schema<ParsedMembers<Of>> => ({
	read(given) {
		if (typeof given !== 'object' || given === null || Array.isArray(given)) {
			return refuse(errors.notObject);
		}

		const parsed: Record<string, unknown> = {};
		const issues: Issue[] = [];
		for (const [name, member] of Object.entries(members)) {
			const value = (given as Readonly<Record<string, unknown>>)[name];
			if (value === undefined && !required.includes(name)) {
				continue;
			}

			const reading = member.read(value);
			issues.push(...within(name, reading.issues ?? []));
			parsed[name] = reading.value;
		}

		const unknown = Object.keys(given).find(name => !Object.hasOwn(members, name));
		if (unknown !== undefined) {
			issues.push({path: [unknown], message: errors.unknownMember(unknown), unknownMember: unknown});
		}

		return issues.length > 0 ? {issues} : accept(parsed as ParsedMembers<Of>);
	},
	json: {
		type: 'object',
		properties: Object.fromEntries(Object.entries(members).map(([name, {json}]) => [name, json])),
		...(required.length > 0 && {required}),
		additionalProperties: false,
	},
});

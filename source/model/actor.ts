/** Sources of changes. `program` is code that called `createProxy`, `proxy` the balancer itself; `unknown` comes from an instance of another version. */
export const faces = ['terminal', 'api', 'program', 'command-line', 'environment', 'config', 'saved-state', 'discovery', 'proxy', 'unknown'] as const;

export type Face = (typeof faces)[number];

/** The cause of an event. */
export type Actor = {
	readonly face: Face;
	/** Its name: the operating system's user at the terminal, the address of a client of the admin API, a config file, a DNS name. */
	readonly name?: string;
	/** Name of the token that a client of the admin API has given, such as `admin`. */
	readonly tokenName?: string;
	/** What a client of the admin API calls itself, which anyone can claim. */
	readonly claimedName?: string;
};

/** Actor and command; all events of a command have its id. */
export type Cause = {
	readonly actor: Actor;
	/** Unique over all runs, since an attached screen outlives the instance. */
	readonly commandId?: string;
	/** See `BatchOptions`. */
	readonly batch?: string;
};

/** For events without a command. */
export const byProxy: Cause = {actor: {face: 'proxy'}};

/** For commands without a known caller. */
export const byProgram: Cause = {actor: {face: 'program'}};

/** The actor, as far as it is known for certain. */
export const actorName = ({face, name, tokenName}: Actor): string => [
	face === 'terminal' && name !== undefined ? `${name} at the terminal` : name ?? face,
	...(tokenName === undefined ? [] : [`with the ${tokenName} token`]),
].join(' ');

/** The actor in notices and events. What it calls itself is quoted, so that it cannot pass for the rest. */
export const actorWords = (actor: Actor): string =>
	`${actorName(actor)}${actor.claimedName === undefined ? '' : `, calling itself ${JSON.stringify(actor.claimedName)}`}`;

/** Sources of changes. `program` is code that called `createProxy`, `proxy` the balancer itself; `unknown` comes from an instance of another version. */
export const faces = ['terminal', 'api', 'program', 'command-line', 'environment', 'config', 'saved-state', 'discovery', 'proxy', 'unknown'] as const;

export type Face = (typeof faces)[number];

/** The cause of an event. */
export type Actor = {
	readonly face: Face;
	/** Its name: a client of the admin API, a config file, a DNS name. */
	readonly name?: string;
};

/** Actor and command; all events of a command have its id. */
export type Cause = {
	readonly actor: Actor;
	/** Unique over all runs, since an attached screen outlives the instance. */
	readonly commandId?: string;
};

/** For events without a command. */
export const byProxy: Cause = {actor: {face: 'proxy'}};

/** For commands without a known caller. */
export const byProgram: Cause = {actor: {face: 'program'}};

/** The actor's name in notices and events. */
export const actorName = ({face, name = face}: Actor): string => name;

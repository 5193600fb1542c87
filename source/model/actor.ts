/**
Ways in which changes are asked for. `program` is code that has called `createProxy`, `proxy` is the balancer itself, which tells of
what it has found; `unknown` is all that an instance of another version leaves open.
*/
export const faces = ['terminal', 'api', 'program', 'command-line', 'environment', 'config', 'saved-state', 'discovery', 'proxy', 'unknown'] as const;

export type Face = (typeof faces)[number];

/** By whom something was caused. */
export type Actor = {
	readonly face: Face;
	/** Which of those behind the face: a client of the admin API, a config file, a name in DNS. */
	readonly name?: string;
};

/** By whom, and with which command; the events of one command have its id. */
export type Cause = {
	readonly actor: Actor;
	/** Unique over all runs, since an attached screen outlives the instance that it shows. */
	readonly commandId?: string;
};

/** Of what was not asked for. */
export const byProxy: Cause = {actor: {face: 'proxy'}};

/** Of commands whose caller does not say. */
export const byProgram: Cause = {actor: {face: 'program'}};

/** As notices and the record of commands call it. */
export const actorName = ({face, name = face}: Actor): string => name;

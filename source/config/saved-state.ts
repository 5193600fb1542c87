import {
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	statSync,
} from 'node:fs';
import path from 'node:path';
import type Conf from 'conf';
import envPaths from 'env-paths';
import {backendAsWritten} from './backend-setting.js';
import {loadConf} from './load-conf.js';
import {readSavedState, type ReadState, type SavedState} from './read-saved-state.js';
import {keepAside, setAside} from './set-aside.js';
import {writtenValue, type SettingKey} from './settings.js';
import {stateName, type StateKey} from './state-key.js';
import {StateLock} from './state-lock.js';

export type {SavedState} from './read-saved-state.js';

export type SavedStateFile = {
	/** What the last run saved; undefined if nothing usable. */
	load(): SavedState | undefined;
	/**
	Replaces the file atomically. Blocks until it is on disk, so group changes. Without backends, those in the file are kept. Does not
	throw.

	@returns A message, once, when saving starts to fail.
	*/
	save(state: Omit<SavedState, 'backends'> & Partial<Pick<SavedState, 'backends'>>): string | undefined;
	/** Leaves saving to another instance. */
	release(): void;
	readonly path: string;
	/** Messages about the file as it was found. */
	readonly warning: string | undefined;
};

/** As the file says it and `readSavedState` reads it. */
const asWritten = (state: SavedState): SavedState => ({
	...state,
	backends: state.backends.map(backend => backendAsWritten(backend)) as unknown as SavedState['backends'],
	settings: Object.fromEntries(Object.entries(state.settings).map(([key, value]) => [key, writtenValue(key as SettingKey, value)])),
});

const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error);

const notRemembered = (reason: string): string =>
	`Backends will not be saved: ${reason}. Fix it, or start with --no-save.`;

/** Takes the lock; why it cannot be taken. */
const lockProblem = (lock: StateLock, file: string): string | undefined => {
	try {
		const holder = lock.take();
		return holder === undefined
			? undefined
			: `Changes will not be saved, since another instance (process ${holder}) saves to ${file}. Start this one with a --config or --port of its own, or with --no-save.`;
	} catch (error) {
		return notRemembered(messageOf(error));
	}
};

/** The state file that earlier versions shared. */
const sharedName = 'state';

type SavedStateOptions = {
	/** @default the user's directory for configuration */
	readonly directory?: string;
	/** @default the file that all instances share */
	readonly key?: StateKey;
	/** Read-only: leaves everything as it is. */
	readonly isLook?: boolean;
};

/** @returns Undefined when there is no such file. */
const textOf = (file: string): string | undefined => {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
};

const read = (file: string): ReadState => {
	const text = textOf(file);
	return text === undefined ? {state: undefined, problems: []} : readSavedState(text);
};

const openConf = (file: string): Conf<Partial<SavedState>> => {
	const {dir, name} = path.parse(file);
	return new (loadConf())<Partial<SavedState>>({
		cwd: dir,
		configName: name,
		// It may contain a key.
		configFileMode: 0o600,
		accessPropertiesByDotNotation: false,
		deserialize: text => readSavedState(text).state ?? {},
	});
};

const isFile = (file: string): boolean => statSync(file, {throwIfNoEntry: false})?.isFile() ?? false;

/**
Moves the shared state file of earlier versions to the first instance without one. Renaming lets only one of several succeed.

@returns Where it was; undefined if there is none.
*/
const takeOver = (shared: string, file: string): string | undefined => {
	if (shared === file || existsSync(file) || !isFile(shared)) {
		return undefined;
	}

	try {
		renameSync(shared, file);
		return shared;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
};

type Place = {
	readonly file: string;
	/** Where what it holds was. */
	readonly found: string;
};

const placeOf = ({directory = envPaths('proxy-tui', {suffix: ''}).config, key, isLook = false}: SavedStateOptions): Place => {
	const file = path.resolve(directory, `${key === undefined ? sharedName : stateName(key)}.json`);
	const shared = path.resolve(directory, `${sharedName}.json`);
	if (isLook) {
		return {file, found: existsSync(file) || !isFile(shared) ? file : shared};
	}

	// Reported now instead of at the first save.
	mkdirSync(path.dirname(file), {recursive: true});
	return {file, found: takeOver(shared, file) ?? file};
};

const maxTold = 10;

/**
Moves a damaged file aside and keeps the valid parts.

@returns A message.
*/
const mend = (file: string, found: string, state: SavedState | undefined, problems: readonly string[], write: (state: SavedState) => void): string => {
	if (!state) {
		return `${found} was damaged. It is kept as ${setAside(file, new Date(), found)}, and this run starts without saved backends.`;
	}

	const aside = keepAside(file, new Date(), found);
	write(state);
	const more = problems.length > maxTold ? ` and ${problems.length - maxTold} more` : '';
	return `${found} was damaged in part. It is kept as ${aside}; everything is used except ${problems.slice(0, maxTold).join(', ')}${more}.`;
};

/** A file that could not be read or moved must not be overwritten. */
const closedFile = (state: SavedState | undefined, error: unknown): SavedStateFile => ({
	load: () => state,
	save: () => undefined,
	release() {},
	path: (error as NodeJS.ErrnoException).path ?? '',
	warning: notRemembered(messageOf(error)),
});

/** Opens the saved state. Does not throw: its problems never prevent a start. */
export const openSavedState = (options: SavedStateOptions = {}): SavedStateFile => {
	const {key, isLook = false} = options;
	let state: SavedState | undefined;
	try {
		const {file, found} = placeOf(options);
		const {problems, ...good} = read(isLook ? found : file);
		({state} = good);
		const lock = new StateLock(file);
		const blocked = isLook ? undefined : lockProblem(lock, file);
		let conf: Conf<Partial<SavedState>> | undefined;
		const write = (newState: SavedState): void => {
			conf ??= openConf(file);
			conf.store = {...asWritten(newState), ...(key && 'config' in key && {config: key.config})};
		};

		const warnings = blocked === undefined ? [] : [blocked];
		if (problems.length > 0) {
			warnings.push(isLook || blocked !== undefined ? `${found} is damaged: ${problems.join(', ')}.` : mend(file, found, good.state, problems, write));
		}

		let isFailing = blocked !== undefined;
		const failed = (message: string): string | undefined => {
			const wasFailing = isFailing;
			isFailing = true;
			return wasFailing ? undefined : message;
		};

		return {
			load: () => good.state,
			save(newState) {
				const problem = lockProblem(lock, file);
				if (problem !== undefined) {
					return failed(problem);
				}

				try {
					write({backends: read(file).state?.backends ?? [], ...newState});
					isFailing = false;
					return undefined;
				} catch (error) {
					return failed(notRemembered(messageOf(error)));
				}
			},
			release() {
				lock.release();
			},
			path: file,
			warning: warnings.length === 0 ? undefined : warnings.join(' '),
		};
	} catch (error) {
		return closedFile(state, error);
	}
};

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

export type {SavedState} from './read-saved-state.js';

export type SavedStateFile = {
	/** What the last run saved. Undefined when there is nothing, or nothing that can be read. */
	load(): SavedState | undefined;
	/**
	Replaces the file as a whole: a crash leaves the old one or the new one. Blocks until it is on the disk, so gather changes
	that follow each other. Without backends those in the file stay, whoever has written them. Does not throw.

	@returns What to tell a person, once, when saving begins to fail.
	*/
	save(state: Omit<SavedState, 'backends'> & Partial<Pick<SavedState, 'backends'>>): string | undefined;
	readonly path: string;
	/** What to tell a person about the file as it was found. */
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

/** Of the one file that all instances shared once. */
const sharedName = 'state';

type SavedStateOptions = {
	/** @default the user's directory for configuration */
	readonly directory?: string;
	/** @default the file that all instances share */
	readonly key?: StateKey;
	/** Only to be looked at: whatever there is stays as it is. */
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
		// It may hold a key.
		configFileMode: 0o600,
		accessPropertiesByDotNotation: false,
		deserialize: text => readSavedState(text).state ?? {},
	});
};

const isFile = (file: string): boolean => statSync(file, {throwIfNoEntry: false})?.isFile() ?? false;

/**
Gives what all instances shared to the first one that has nothing of its own. Of several at once one alone succeeds in renaming it.

@returns Where it was; undefined if there is nothing to take over.
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

	// Told now if it cannot be made, not when something is to be saved.
	mkdirSync(path.dirname(file), {recursive: true});
	return {file, found: takeOver(shared, file) ?? file};
};

const maxTold = 10;

/**
Keeps a damaged file aside, and what is good of it where it was.

@returns What to tell a person.
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

/** What could not be read or moved away must not be written over. */
const closedFile = (state: SavedState | undefined, error: unknown): SavedStateFile => ({
	load: () => state,
	save: () => undefined,
	path: (error as NodeJS.ErrnoException).path ?? '',
	warning: notRemembered(messageOf(error)),
});

/** Opens the memory between runs. Does not throw: whatever is wrong with it, the program starts. */
export const openSavedState = (options: SavedStateOptions = {}): SavedStateFile => {
	const {key, isLook = false} = options;
	let state: SavedState | undefined;
	try {
		const {file, found} = placeOf(options);
		const {problems, ...good} = read(isLook ? found : file);
		({state} = good);
		let conf: Conf<Partial<SavedState>> | undefined;
		const write = (newState: SavedState): void => {
			conf ??= openConf(file);
			conf.store = {...asWritten(newState), ...(key && 'config' in key && {config: key.config})};
		};

		let warning: string | undefined;
		if (problems.length > 0) {
			warning = isLook ? `${found} is damaged: ${problems.join(', ')}.` : mend(file, found, good.state, problems, write);
		}

		let isFailing = false;
		return {
			load: () => good.state,
			save(newState) {
				try {
					write({backends: read(file).state?.backends ?? [], ...newState});
					isFailing = false;
					return undefined;
				} catch (error) {
					const wasFailing = isFailing;
					isFailing = true;
					return wasFailing ? undefined : notRemembered(messageOf(error));
				}
			},
			path: file,
			warning,
		};
	} catch (error) {
		return closedFile(state, error);
	}
};

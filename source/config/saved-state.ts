import Conf from 'conf';
import * as z from 'zod';
import {isSessionKey} from '../model/session-key.js';
import {backendAsWritten, backendList, type BackendSetting} from './backend-setting.js';
import {setAside} from './set-aside.js';
import {isLive, settingKeys, settingOf, writtenValue, type ChangedSettings, type SettingKey} from './settings.js';

/** What is kept from one run to the next. */
export type SavedState = {
	/** In the order of the pool. Empty when all were removed. */
	readonly backends: readonly BackendSetting[];
	/** Only what was changed while the program ran. */
	readonly settings: ChangedSettings;
	/** Secret that session cookies are signed with; absent when none was ever needed. */
	readonly sessionKey?: string | undefined;
};

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

const rememberedSchemas = settingKeys
	.filter(key => isLive(key))
	.map(key => [key, settingOf(key).schema.optional()]);

const stateSchema = z.strictObject({
	backends: backendList.schema,
	settings: z.strictObject(Object.fromEntries(rememberedSchemas)),
	sessionKey: z.string().refine(isSessionKey).optional(),
});

/** Undefined for a text that is no saved state. */
const parseState = (text: string): SavedState | undefined => {
	try {
		return stateSchema.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
};

/** As the file says it and {@link stateSchema} reads it. */
const asWritten = (state: SavedState): SavedState => ({
	...state,
	backends: state.backends.map(backend => backendAsWritten(backend)) as unknown as SavedState['backends'],
	settings: Object.fromEntries(Object.entries(state.settings).map(([key, value]) => [key, writtenValue(key as SettingKey, value)])),
});

const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error);

const notRemembered = (reason: string): string =>
	`Backends will not be remembered: ${reason}. Mend that, or start with --no-save.`;

const openFile = (directory: string | undefined) => {
	let isDamaged = false;
	const conf = new Conf<Partial<SavedState>>({
		projectName: 'proxy-tui',
		projectSuffix: '',
		configName: 'state',
		// It may hold a key.
		configFileMode: 0o600,
		accessPropertiesByDotNotation: false,
		...(directory !== undefined && {cwd: directory}),
		deserialize(text) {
			const state = parseState(text);
			isDamaged = state === undefined;
			return state ?? {};
		},
	});
	const {backends, settings, sessionKey} = conf.store;
	return {
		conf,
		isDamaged,
		state: backends === undefined || settings === undefined ? undefined : {backends, settings, ...(sessionKey !== undefined && {sessionKey})},
	};
};

type SavedStateOptions = {
	/** @default the user's directory for configuration */
	readonly directory?: string;
};

/** Opens the memory between runs. Does not throw: whatever is wrong with it, the program starts. */
export const openSavedState = ({directory}: SavedStateOptions = {}): SavedStateFile => {
	let opened: ReturnType<typeof openFile>;
	let warning: string | undefined;

	try {
		opened = openFile(directory);
		const {path} = opened.conf;
		if (opened.isDamaged) {
			warning = `${path} was damaged. It is kept as ${setAside(path)}, and this run starts without remembered backends.`;
		}
	} catch (error) {
		// What could not be read or moved away must not be written over.
		return {
			load: () => undefined,
			save: () => undefined,
			path: (error as NodeJS.ErrnoException).path ?? '',
			warning: notRemembered(messageOf(error)),
		};
	}

	const {conf, state} = opened;
	let isFailing = false;
	return {
		load: () => state,
		save(newState) {
			try {
				conf.store = asWritten({backends: conf.store.backends ?? [], ...newState});
				isFailing = false;
				return undefined;
			} catch (error) {
				const wasFailing = isFailing;
				isFailing = true;
				return wasFailing ? undefined : notRemembered(messageOf(error));
			}
		},
		path: conf.path,
		warning,
	};
};

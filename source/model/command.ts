import {isDeepStrictEqual} from 'node:util';
import type {BackendChange} from './backend.js';
import type {SettingValue} from './live-setting.js';
import type {PoolChange} from './pool-change.js';
import {stateWords} from './state-words.js';

/** Lists, such as header rules, may contain secrets, so their values are left out. */
export type ChangedSetting = {readonly name: string; readonly value?: Exclude<SettingValue, object> | null};

export type Command =
	| {readonly type: 'add'; readonly url: string; readonly weight: number}
	/** The url is that of a backend or of a name. */
	| {readonly type: 'update'; readonly url: string; readonly change: BackendChange}
	| {readonly type: 'remove'; readonly url: string; readonly isForced: boolean; readonly drainsFirst: boolean}
	| {readonly type: 'replace-pool'; readonly entries: number}
	| {readonly type: 'undo'; readonly undone: PoolChange}
	| {readonly type: 'replay'; readonly request: number; readonly url?: string}
	| {readonly type: 'change-settings'; readonly changes: readonly ChangedSetting[]}
	/** Of an instance of another version, which is understood by its words alone. */
	| {readonly type: 'other'; readonly words: string};

const changeWords = ({state, weight, healthCheck}: BackendChange): string => [
	...(state === undefined ? [] : [stateWords[state]]),
	...(weight === undefined ? [] : [`has weight ${weight}`]),
	...(healthCheck === undefined ? [] : ['has other health checks']),
].join(' and ');

const settingWords = ({name, value}: ChangedSetting): string => value === undefined ? name : `${name} to ${String(value ?? 'its default')}`;

/** The previous value is restored. */
const changedBackWords = ({before, after}: Extract<PoolChange, {readonly type: 'changed'}>): string => [
	...(before.state === after.state ? [] : [`state ${before.state}`]),
	...(before.weight === after.weight ? [] : [`weight ${before.weight}`]),
	...(isDeepStrictEqual(before.healthCheck, after.healthCheck) ? [] : ['previous health checks']),
].join(', ');

const undoneWords = (change: PoolChange): string => {
	switch (change.type) {
		case 'added':
		case 'removed': {
			return `${change.type} ${change.backend.url}`;
		}

		case 'changed': {
			return `changed ${change.before.url}; ${changedBackWords(change)} again`;
		}

		case 'name-added': {
			return `added ${change.url}`;
		}

		case 'name-removed': {
			return `removed ${change.url}`;
		}

		case 'name-changed': {
			return `changed ${change.url}; weight ${change.from} again`;
		}

		case 'policy-changed': {
			return `changed policy to ${change.to}; ${change.from} again`;
		}

		case 'several': {
			return `changed ${change.urls.join(', ')}`;
		}
	}
};

/** The text of a command, for the log, the admin API and the screen. Scripts rest on it. */
export const commandWords = (command: Command): string => {
	switch (command.type) {
		case 'add': {
			return `Added ${command.url}, weight ${command.weight}`;
		}

		case 'update': {
			return `${command.url} ${changeWords(command.change)}`;
		}

		case 'remove': {
			return `${command.isForced ? 'Removed and cut off' : 'Removed'} ${command.url}${command.drainsFirst ? ', which drains first' : ''}`;
		}

		case 'replace-pool': {
			return `Replaced the pool by one of ${command.entries} ${command.entries === 1 ? 'entry' : 'entries'}`;
		}

		case 'undo': {
			return `Undid: ${undoneWords(command.undone)}`;
		}

		case 'replay': {
			return `Replayed request ${command.request}, to ${command.url ?? 'no backend'}`;
		}

		case 'change-settings': {
			return `Changed ${command.changes.map(change => settingWords(change)).join(', ')}`;
		}

		case 'other': {
			return command.words;
		}
	}
};

import {isDeepStrictEqual} from 'node:util';
import type {BackendChange} from '../../model/backend.js';
import {isNameScheme} from '../../model/backend-name.js';
import type {Control} from '../../model/control.js';
import type {UntimedEvent} from '../../model/event.js';
import type {SettingValue} from '../../model/live-setting.js';
import type {PoolChange} from '../../model/pool-change.js';
import {stateWords} from '../../model/state-words.js';

const changeInWords = ({state, weight, healthCheck}: BackendChange): string => [
	...(state === undefined ? [] : [stateWords[state]]),
	...(weight === undefined ? [] : [`has weight ${weight}`]),
	...(healthCheck === undefined ? [] : ['has other health checks']),
].join(' and ');

/** Lists, such as those of header fields, may hold secrets. */
const settingInWords = (name: string, value: SettingValue): string => typeof value === 'object' && value !== null ? name : `${name} to ${String(value ?? 'its default')}`;

/** What is as it was before. */
const changedBackInWords = ({before, after}: Extract<PoolChange, {readonly type: 'changed'}>): string => [
	...(before.state === after.state ? [] : [`state ${before.state}`]),
	...(before.weight === after.weight ? [] : [`weight ${before.weight}`]),
	...(isDeepStrictEqual(before.healthCheck, after.healthCheck) ? [] : ['previous health checks']),
].join(', ');

const undoneInWords = (change: PoolChange): string => {
	switch (change.type) {
		case 'added': {
			return `Undid: added ${change.backend.url}`;
		}

		case 'removed': {
			return `Undid: removed ${change.backend.url}`;
		}

		case 'changed': {
			return `Undid: changed ${change.before.url}; ${changedBackInWords(change)} again`;
		}

		case 'name-added': {
			return `Undid: added ${change.url}`;
		}

		case 'name-removed': {
			return `Undid: removed ${change.url}`;
		}

		case 'name-changed': {
			return `Undid: changed ${change.url}; weight ${change.from} again`;
		}

		case 'policy-changed': {
			return `Undid: changed policy to ${change.to}; ${change.from} again`;
		}
	}
};

/**
The same balancer, for one who steers it: each command that was carried out is told of with their name. Commands that were
refused have changed nothing, and are not.

@param control
@param by - Who it is, in words.
@param emit
*/
export const auditedControl = (control: Control, by: string, emit: (event: UntimedEvent) => void): Control => {
	const tell = (what: string): void => {
		emit({type: 'command', by, what});
	};

	const urlOf = (id: string): string => control.status().backends.find(backend => backend.id === id)?.url ?? id;

	return {
		status: () => control.status(),
		checkBackend: backend => control.checkBackend(backend),
		readLog: async (after, limit) => control.readLog(after, limit),
		readExchange: async number => control.readExchange(number),
		history: async id => control.history(id),
		settings: () => control.settings(),
		subscribe: listener => control.subscribe(listener),
		async addBackend(backend) {
			const added = await control.addBackend(backend);
			tell(`Added ${added.url}, weight ${added.weight}`);
			return added;
		},
		async updateBackend(id, change) {
			const changed = await control.updateBackend(id, change);
			tell(`${isNameScheme(id) ? id : changed!.url} ${changeInWords(change)}`);
			return changed;
		},
		async removeBackend(id, options) {
			const url = urlOf(id);
			const draining = await control.removeBackend(id, options);
			tell(`${options?.force ? 'Removed and cut off' : 'Removed'} ${url}${draining ? ', which drains first' : ''}`);
			return draining;
		},
		async replacePool(entries) {
			await control.replacePool(entries);
			tell(`Replaced the pool by one of ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`);
		},
		async undo() {
			const undone = await control.undo();
			tell(undoneInWords(undone));
			return undone;
		},
		async replay(number, options) {
			const detail = await control.replay(number, options);
			tell(`Replayed request ${number}, to ${detail.record.backend?.url ?? 'no backend'}`);
			return detail;
		},
		async updateSettings(changes) {
			const settings = await control.updateSettings(changes);
			tell(`Changed ${Object.entries(changes).map(([name, value]) => settingInWords(name, value)).join(', ')}`);
			return settings;
		},
	};
};

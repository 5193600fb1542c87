import {randomUUID} from 'node:crypto';
import type {Actor, Cause} from '../../model/actor.js';
import {isNameScheme} from '../../model/backend-name.js';
import type {ChangedSetting, Command} from '../../model/command.js';
import type {Control} from '../../model/control.js';
import type {CausedCommands} from '../../model/engine.js';
import type {UntimedEvent} from '../../model/event.js';
import type {SettingValue} from '../../model/live-setting.js';

const changedSetting = ([name, value]: readonly [string, SettingValue]): ChangedSetting =>
	typeof value === 'object' && value !== null ? {name} : {name, value};

/** The control on behalf of an actor: events name it, and each successful command is followed by an event after its changes. */
export const auditedControl = (control: Omit<Control, keyof CausedCommands> & CausedCommands, actor: Actor, emit: (event: UntimedEvent, cause: Cause) => void): Control => {
	const carryOut = async <Result>(work: (cause: Cause) => Promise<Result>, commandOf: (result: Result) => Command, batch?: string): Promise<Result> => {
		const cause = {actor, commandId: randomUUID(), ...(batch !== undefined && {batch})};
		const result = await work(cause);
		emit({type: 'command', command: commandOf(result)}, cause);
		return result;
	};

	const urlOf = (id: string): string => control.status().backends.find(backend => backend.id === id)?.url ?? id;

	return {
		status: () => control.status(),
		checkBackend: backend => control.checkBackend(backend),
		readLog: async (after, limit) => control.readLog(after, limit),
		openRequests: async limit => control.openRequests(limit),
		top: async query => control.top(query),
		topRequests: async query => control.topRequests(query),
		readExchange: async number => control.readExchange(number),
		history: async id => control.history(id),
		settings: () => control.settings(),
		readEvents: async after => control.readEvents(after),
		subscribe: listener => control.subscribe(listener),
		addBackend: async backend => carryOut(
			async cause => control.addBackend(backend, cause),
			({url, weight}) => ({type: 'add', url, weight}),
		),
		updateBackend: async (id, change, {batch} = {}) => carryOut(
			async cause => control.updateBackend(id, change, cause),
			changed => ({type: 'update', url: isNameScheme(id) ? id : changed!.url, change}),
			batch,
		),
		async removeBackend(id, options = {}) {
			const url = urlOf(id);
			return carryOut(
				async cause => control.removeBackend(id, options, cause),
				draining => ({type: 'remove', url, isForced: options.force ?? false, drainsFirst: draining !== undefined}),
				options.batch,
			);
		},
		replacePool: async entries => carryOut(
			async cause => control.replacePool(entries, cause),
			() => ({type: 'replace-pool', entries: entries.length}),
		),
		undo: async () => carryOut(
			async cause => control.undo(cause),
			undone => ({type: 'undo', undone}),
		),
		replay: async (number, options) => carryOut(
			async () => control.replay(number, options),
			({record: {backend}}) => ({type: 'replay', request: number, ...(backend && {url: backend.url})}),
		),
		updateSettings: async changes => carryOut(
			async cause => control.updateSettings(changes, cause),
			() => ({type: 'change-settings', changes: Object.entries(changes).map(change => changedSetting(change))}),
		),
	};
};

import {ControlError} from './control-error.js';
import type {LiveSetting} from './live-setting.js';

/** What not every engine can do, by the names that stand on the wire. */
export const abilities = ['bodies', 'headers', 'history', 'replay'] as const;

export type Ability = (typeof abilities)[number];

/** Settings that cannot be changed while an engine runs, by name, each with the reason in a sentence; beyond those that need a restart anyway. */
export type FixedSettings = ReadonlyMap<string, string>;

/** What an engine can do besides carrying requests, from its start to its end. */
export type Abilities = {
	readonly lacks: readonly Ability[];
	readonly fixedSettings: FixedSettings;
};

export const allAbilities: Abilities = {lacks: [], fixedSettings: new Map()};

/** The same sentence wherever something is asked for that the engine cannot do. */
export const lackReasons: Readonly<Record<Ability, string>> = {
	bodies: 'This proxy\'s engine cannot capture bodies.',
	headers: 'This proxy\'s engine does not keep the headers of requests.',
	history: 'This proxy\'s engine keeps no history of the traffic.',
	replay: 'This proxy\'s engine cannot replay requests.',
};

/** Whatever tells of an engine: its abilities, or a status. */
type Lacking = {readonly lacks?: readonly Ability[]};

/** Why something that needs an ability cannot be done; undefined when it can. */
export const lackReason = ({lacks = []}: Lacking, needs: Ability | undefined): string | undefined =>
	needs !== undefined && lacks.includes(needs) ? lackReasons[needs] : undefined;

/** @throws {ControlError} `not_supported` */
export const assertAble = (lacking: Lacking, needs: Ability | undefined): void => {
	const reason = lackReason(lacking, needs);
	if (reason !== undefined) {
		throw new ControlError('not_supported', reason);
	}
};

/** @throws {ControlError} `not_supported` */
export const assertChangeable = (fixedSettings: FixedSettings, names: readonly string[]): void => {
	const reasons = names.map(name => fixedSettings.get(name)).filter(reason => reason !== undefined);
	if (reasons.length > 0) {
		throw new ControlError('not_supported', reasons.join('\n'));
	}
};

/** The settings as they are with an engine. */
export const withFixed = (settings: readonly LiveSetting[], fixedSettings: FixedSettings): readonly LiveSetting[] => settings.map(setting => {
	const fixedBecause = fixedSettings.get(setting.name);
	return fixedBecause === undefined ? setting : {...setting, isLive: false, fixedBecause};
});

import {ControlError} from './control-error.js';
import type {LiveSetting} from './live-setting.js';

/** Optional features of an engine, by their names on the wire. */
export const abilities = ['bodies', 'headers', 'history', 'openRequests', 'replay', 'top'] as const;

export type Ability = (typeof abilities)[number];

/** Settings that an engine cannot change at run time, by name, with the reason; in addition to those that need a restart anyway. */
export type FixedSettings = ReadonlyMap<string, string>;

/** The features of an engine, constant over its lifetime. */
export type Abilities = {
	readonly lacks: readonly Ability[];
	readonly fixedSettings: FixedSettings;
};

export const allAbilities: Abilities = {lacks: [], fixedSettings: new Map()};

/** One text for each missing feature. */
export const lackReasons: Readonly<Record<Ability, string>> = {
	bodies: 'This proxy\'s engine cannot capture bodies.',
	headers: 'This proxy\'s engine does not keep the headers of requests.',
	history: 'This proxy\'s engine keeps no history of the traffic.',
	openRequests: 'This proxy\'s engine does not tell which requests are in flight.',
	replay: 'This proxy\'s engine cannot replay requests.',
	top: 'This proxy\'s engine does not count who sends most.',
};

/** Anything with an engine's features: the engine itself, or a status. */
type Lacking = {readonly lacks?: readonly Ability[]};

/** Why a feature is missing; undefined if it is not. */
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

/** The settings, given an engine's features. */
export const withFixed = (settings: readonly LiveSetting[], fixedSettings: FixedSettings): readonly LiveSetting[] => settings.map(setting => {
	const fixedBecause = fixedSettings.get(setting.name);
	return fixedBecause === undefined ? setting : {...setting, isLive: false, fixedBecause};
});

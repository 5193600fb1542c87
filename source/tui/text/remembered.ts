import type {LiveSetting} from '../../model/live-setting.js';

/** Settings that apply to one run. */
const forOneRun: ReadonlySet<string> = new Set(['capture']);

/** The suffix of a notice on a changed setting: how long the change lasts. */
export const rememberedWords = (name: string, settings: readonly LiveSetting[]): string => {
	const valueOf = (wanted: string): LiveSetting | undefined => settings.find(setting => setting.name === wanted);
	if (valueOf('save')?.value !== true || valueOf(name)?.source !== 'changed') {
		return '';
	}

	return forOneRun.has(name) ? ', for this run' : ', saved for the next start';
};

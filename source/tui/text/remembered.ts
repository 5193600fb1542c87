import type {LiveSetting} from '../../model/live-setting.js';

/** These are changed for one run. */
const forOneRun: ReadonlySet<string> = new Set(['capture']);

/** Ends what is told of a changed setting with how long it holds, where that goes without saying only for who knows the program. */
export const rememberedWords = (name: string, settings: readonly LiveSetting[]): string => {
	const valueOf = (wanted: string): LiveSetting | undefined => settings.find(setting => setting.name === wanted);
	if (valueOf('save')?.value !== true || valueOf(name)?.source !== 'changed') {
		return '';
	}

	return forOneRun.has(name) ? ', for this run' : ', saved for the next start';
};

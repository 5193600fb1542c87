import {readFileSync} from 'node:fs';
import type {OptionText} from './option-help.js';

/** The build's output, so that `--help` need not load all settings; undefined without a build. */
export const builtOptionTexts = (): readonly OptionText[] | undefined => {
	try {
		return JSON.parse(readFileSync(new URL('option-texts.json', import.meta.url), 'utf8')) as readonly OptionText[];
	} catch {
		return undefined;
	}
};

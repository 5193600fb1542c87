import {readFileSync} from 'node:fs';
import type {OptionText} from './option-help.js';

/** Beside the compiled modules. */
export const builtFile = new URL('option-texts.json', import.meta.url);

/** The build's output, so that `--help` need not load all settings; undefined without a build. */
export const builtOptionTexts = (): readonly OptionText[] | undefined => {
	try {
		return JSON.parse(readFileSync(builtFile, 'utf8')) as readonly OptionText[];
	} catch {
		return undefined;
	}
};

// The last step of the build, run once the modules are compiled.
import {writeFileSync} from 'node:fs';
import {builtFile} from './built-option-texts.js';
import {optionTexts} from './option-texts.js';

writeFileSync(builtFile, JSON.stringify(optionTexts()));

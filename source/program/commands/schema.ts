import process from 'node:process';
import {configJsonSchema} from '../../config/json-schema.js';

/** Prints the JSON Schema of config files. */
export const schema = async (): Promise<number> => {
	process.stdout.write(`${JSON.stringify(configJsonSchema(), undefined, '\t')}\n`);
	return 0;
};

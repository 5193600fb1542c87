import {createRequire} from 'node:module';

/** The version of this package. */
export const packageVersion = (): string => {
	// By the package's name, since a bundled module does not know its place.
	const {version} = createRequire(import.meta.url)('proxy-tui/package.json') as {version: string};
	return version;
};

import {existsSync} from 'node:fs';
import module from 'node:module';
import {fileURLToPath} from 'node:url';

const {fetch} = globalThis;

const index = 'es-toolkit/compat';
const usedByInk = 'function/throttle.mjs';

/** Not in the oldest Node.js that the program runs on. */
const {registerHooks}: {readonly registerHooks?: typeof module.registerHooks} = module;

/** Ink imports one function of an index of 400 modules, which take 65 ms and 25 MB. */
const withoutIndex = (): {deregister?(): void} => registerHooks?.({
	resolve(specifier, context, nextResolve) {
		const resolved = nextResolve(specifier, context);
		if (specifier !== index) {
			return resolved;
		}

		const url = new URL(usedByInk, resolved.url);
		return existsSync(fileURLToPath(url)) ? {...resolved, url: url.href} : resolved;
	},
}) ?? {};

/**
Imports a part of the screen. Ink's layout engine reads its WebAssembly from a data URL with `fetch`, for which Node loads 10 MB of modules in
40 ms of processor time; where there is no `fetch` it decodes the URL itself.
*/
export const loadScreen = async <Part>(load: () => Promise<Part>): Promise<Part> => {
	Object.assign(globalThis, {fetch: undefined});
	const hooks = withoutIndex();
	try {
		return await load();
	} finally {
		hooks.deregister?.();
		Object.assign(globalThis, {fetch});
	}
};

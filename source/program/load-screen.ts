const {fetch} = globalThis;

/**
Imports a part of the screen. Ink's layout engine reads its WebAssembly from a data URL with `fetch`, for which Node loads 10 MB of modules in
40 ms of processor time; where there is no `fetch` it decodes the URL itself.
*/
export const loadScreen = async <Part>(load: () => Promise<Part>): Promise<Part> => {
	Object.assign(globalThis, {fetch: undefined});
	try {
		return await load();
	} finally {
		Object.assign(globalThis, {fetch});
	}
};

/** Where keys have their meaning. */
export type Context = {
	readonly id: string;
	/** Heading in the help. */
	readonly title: string;
	/** Place in the readme's table. */
	readonly place: string;
};

/** Contexts that several features have keys in. */
export const contexts = {
	backends: {id: 'backends', title: 'Backends', place: 'in the list of backends'},
	backend: {id: 'backend', title: 'Selected or open backend', place: 'on a backend'},
	requests: {id: 'requests', title: 'Requests', place: 'in the request log'},
	browse: {id: 'browse', title: 'Both lists', place: 'in the lists'},
	found: {id: 'found', title: 'While a search is on', place: 'while a search is on'},
	screens: {id: 'screens', title: 'Every screen', place: 'on every screen'},
	reading: {id: 'reading', title: 'Scrolling', place: 'where text scrolls'},
	typing: {id: 'typing', title: 'Text input', place: 'in text input'},
	anywhere: {id: 'anywhere', title: 'Anywhere', place: 'anywhere'},
} as const satisfies Readonly<Record<string, Context>>;

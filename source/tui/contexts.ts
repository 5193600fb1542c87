type ContextWords = {
	/** Heading in the help. */
	readonly title: string;
	/** Place in the readme's table. */
	readonly place: string;
};

/** Contexts of key bindings, in the order of the help. */
export const contexts = {
	backends: {title: 'Backends', place: 'in the list of backends'},
	backend: {title: 'Selected or open backend', place: 'on a backend'},
	requests: {title: 'Requests', place: 'in the request log'},
	browse: {title: 'Both lists', place: 'in the lists'},
	screens: {title: 'Every screen', place: 'on every screen'},
	filter: {title: 'Request filter', place: 'in the filter'},
	term: {title: 'Filter by a value of the request', place: 'after f'},
	palette: {title: 'Command palette', place: 'in the command palette'},
	find: {title: 'Backend search', place: 'in the search'},
	sort: {title: 'Sort order', place: 'after s'},
	add: {title: 'Add a backend', place: 'in the form'},
	weight: {title: 'Change a weight', place: 'when changing a weight'},
	confirm: {title: 'Confirmation', place: 'in a confirmation'},
	details: {title: 'Backend details', place: 'in the backend details'},
	inspect: {title: 'Request inspector', place: 'in the inspector'},
	replay: {title: 'Replay', place: 'in a replay'},
	export: {title: 'Export', place: 'in an export'},
	metrics: {title: 'Metrics', place: 'in the metrics'},
	events: {title: 'Events', place: 'in the events'},
	settings: {title: 'Settings', place: 'in the settings'},
	setting: {title: 'Change a setting', place: 'when changing a setting'},
	help: {title: 'Help', place: 'in the help'},
	reading: {title: 'Scrolling', place: 'where text scrolls'},
	typing: {title: 'Text input', place: 'in text input'},
	anywhere: {title: 'Anywhere', place: 'anywhere'},
} as const satisfies Readonly<Record<string, ContextWords>>;

export type Context = keyof typeof contexts;

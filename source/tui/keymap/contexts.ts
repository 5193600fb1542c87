type ContextWords = {
	/** Heading in the help. */
	readonly title: string;
	/** Where that is, for the readme. */
	readonly place: string;
};

/** Where a key may have its meaning, in the order of the help. */
export const contexts = {
	backends: {title: 'Backends', place: 'in the list of backends'},
	backend: {title: 'A backend, selected or open', place: 'on a backend'},
	requests: {title: 'Requests', place: 'in the request log'},
	browse: {title: 'Everywhere in the lists', place: 'in the lists'},
	screens: {title: 'Where nothing is typed or asked', place: 'where nothing is typed'},
	filter: {title: 'Typing a filter', place: 'in the filter'},
	term: {title: 'Filtering by a value of the request', place: 'after f'},
	palette: {title: 'Looking for a command', place: 'in the commands'},
	find: {title: 'Finding backends', place: 'in the search'},
	sort: {title: 'Sorting the backends', place: 'after s'},
	add: {title: 'Adding a backend', place: 'in the form'},
	weight: {title: 'Changing a weight', place: 'when changing a weight'},
	confirm: {title: 'Answering a question', place: 'when asked'},
	details: {title: 'Looking at a backend', place: 'on a backend that is open'},
	inspect: {title: 'Looking at a request', place: 'on a request that is open'},
	replay: {title: 'Sending a request again', place: 'when sending again'},
	export: {title: 'Exporting requests', place: 'when exporting'},
	metrics: {title: 'Metrics', place: 'on the charts'},
	events: {title: 'What has happened', place: 'on the events'},
	settings: {title: 'Settings', place: 'on the settings'},
	setting: {title: 'Changing a setting', place: 'when changing a setting'},
	help: {title: 'Help', place: 'in the help'},
	reading: {title: 'Reading', place: 'where one reads'},
	typing: {title: 'Typing', place: 'where one types'},
	anywhere: {title: 'At any moment', place: 'anywhere'},
} as const satisfies Readonly<Record<string, ContextWords>>;

export type Context = keyof typeof contexts;

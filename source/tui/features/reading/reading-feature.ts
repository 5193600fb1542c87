import {contexts} from '../../input/contexts.js';
import {traitsOf, type Feature, type Session} from '../../state/screen-state.js';

/** Scrolls the text of the mode by a distance, which may depend on the rows of a page. */
export const scroll = (session: Session, distanceOf: (page: number) => number): void => {
	const text = traitsOf(session.state)?.text;
	const extent = text?.extentOf(session.state);
	if (!text || !extent) {
		return;
	}

	const {top, length, visible} = extent;
	const last = Math.max(0, length - visible);
	// The text may have become shorter.
	const from = Math.min(top, last);
	text.scrollTo(session, Math.max(0, Math.min(last, from + distanceOf(Math.max(1, visible - 1)))));
};

const scrolling = (distanceOf: (page: number) => number) => (session: Session): void => {
	scroll(session, distanceOf);
};

export const readingFeature: Feature = {
	commands: [
		{
			id: 'read-down',
			context: contexts.reading,
			keys: ['j', 'down'],
			label: 'scroll',
			help: 'Scroll down',
			footer: 'often',
			counterpart: 'read-up',
			run: scrolling(() => 1),
		},
		{
			id: 'read-up',
			context: contexts.reading,
			keys: ['k', 'up'],
			label: 'up',
			help: 'Scroll up',
			run: scrolling(() => -1),
		},
		{
			id: 'read-page-down',
			context: contexts.reading,
			keys: ['pgdn', 'ctrl-f', 'space'],
			label: 'page down',
			help: 'Scroll down a page',
			run: scrolling(page => page),
		},
		{
			id: 'read-page-up',
			context: contexts.reading,
			keys: ['pgup', 'ctrl-b'],
			label: 'page up',
			help: 'Scroll up a page',
			run: scrolling(page => -page),
		},
		{
			id: 'read-first',
			context: contexts.reading,
			keys: ['g', 'home'],
			label: 'first',
			help: 'Scroll to the beginning',
			run: scrolling(() => -Infinity),
		},
		{
			id: 'read-last',
			context: contexts.reading,
			keys: ['G', 'end'],
			label: 'last',
			help: 'Scroll to the end',
			run: scrolling(() => Infinity),
		},
	],
};

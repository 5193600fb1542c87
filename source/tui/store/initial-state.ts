import {commands, modes} from '../features.js';
import {asAdded} from '../state/backends-order.js';
import {journalOf} from '../state/journal.js';
import {lookedAtStart} from '../state/looked.js';
import {browse} from '../state/mode.js';
import {emptyLog, following} from '../state/request-log.js';
import type {ScreenState} from '../state/screen-state.js';
import {noTrends} from '../state/trends.js';

type Start = Pick<ScreenState, 'size' | 'now' | 'version' | 'attachedTo' | 'status'> & Partial<Pick<ScreenState, 'commands' | 'isReadOnly' | 'theme'>>;

export const initialState = (start: Start): ScreenState => ({
	commands,
	modes,
	isReadOnly: false,
	theme: 'auto',
	...start,
	log: emptyLog,
	view: following,
	pane: 'backends',
	order: asAdded,
	trends: noTrends,
	limiter: [],
	hasMouse: false,
	marks: new Map(),
	markedBackends: new Set(),
	journal: journalOf(start.status),
	looked: lookedAtStart(start.now, start.attachedTo !== undefined),
	isZoomed: false,
	selection: {index: 0},
	backendsTop: 0,
	mode: browse,
	isLeaving: start.attachedTo === undefined && start.status.phase === 'leaving',
});

import type {LogRecord} from '../../../model/access-log-entry.js';
import type {RequestMeasure, TopList, TopMeasure, TopSpan, TopSubject} from '../../../model/top-list.js';
import type {RefreshedMode} from '../../modes/refreshing.js';
import {modeKind} from '../../state/mode.js';

/** Groups of requests, or single ones. */
export type TopView = TopSubject | 'requests';

/** The groups, or the single requests, with the highest figures. */
export type TopMode = RefreshedMode & {
	readonly kind: 'top';
	readonly by: TopView;
	/** Of groups. */
	readonly measure: TopMeasure;
	/** Of single requests. */
	readonly requestMeasure: RequestMeasure;
	readonly over: TopSpan;
	/** Absent until loaded, and for single requests. */
	readonly list?: TopList;
	readonly requests?: readonly LogRecord[];
	/** Index of the selected row. */
	readonly selected: number;
};

export const topMode = modeKind<TopMode>('top');

import {maxTopRequests, requestMeasures, topSubjects, type RequestMeasure, type TopMeasure} from '../../../model/top-list.js';
import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import {refreshing} from '../../modes/refreshing.js';
import {clickTable, selectionText, type Table} from '../../modes/table-selection.js';
import type {Command, Feature, Session} from '../../state/screen-state.js';
import {inspect} from '../inspect/inspect.js';
import {filterByValue} from '../filter-by-value/filter-by-value.js';
import {topMode, type TopMode, type TopView} from './top-mode.js';
import {topScreen} from './top-screen.js';

/** More than a screen has rows. */
const limit = 100;

const read = async ({control}: Session, {by, measure, requestMeasure, over}: TopMode): Promise<Partial<TopMode>> => {
	if (by !== 'requests') {
		return {list: await control.top({by, measure, over, limit})};
	}

	const {requests} = await control.topRequests({measure: requestMeasure, over, limit: maxTopRequests});
	return {requests};
};

const isSame = (asking: TopMode, mode: TopMode): boolean => asking.by === mode.by && asking.measure === mode.measure && asking.requestMeasure === mode.requestMeasure && asking.over === mode.over;

const top = refreshing(topMode, read, isSame);

/** Asks another question. */
const change = (session: Session, changed: Partial<Pick<TopMode, 'by' | 'measure' | 'requestMeasure' | 'over'>>): void => {
	const {mode} = session.state;
	if (topMode.is(mode)) {
		const {list: _list, requests: _requests, problem: _problem, ...question} = mode;
		top.ask(session, topMode.of({...question, ...changed, selected: 0}));
	}
};

const views: readonly TopView[] = [...topSubjects, 'requests'];

const step = (session: Session, by: 1 | -1): void => {
	const {mode} = session.state;
	if (topMode.is(mode)) {
		change(session, {by: views[(views.indexOf(mode.by) + by + views.length) % views.length]!});
	}
};

/** The filter fields of the groups. */
const fields = {client: 'client', path: 'path', user_agent: 'agent', status: 'status'} as const;

const table: Table<TopMode> = {
	kind: topMode,
	wordsOf: ({list, requests}) => list?.entries.map(({name}) => name) ?? requests?.map(({method, target, client}) => `${method} ${target} ${client}`) ?? [],
};

/** Filters the log by the selected group, or opens the selected request. */
const openSelected = (session: Session): void => {
	const {mode} = session.state;
	if (!topMode.is(mode)) {
		return;
	}

	const {by, selected} = mode;
	const record = mode.requests?.[selected];
	const entry = mode.list?.entries[selected];
	if (record) {
		void inspect(session, record);
	} else if (by !== 'requests' && entry && entry.name !== '') {
		filterByValue(session, fields[by], entry.name);
	}
};

const context: Context = {id: 'top', title: 'Top lists', place: 'in the top lists'};

const byView = (by: TopView, key: string, label: string, help: string): Command => ({
	id: `top-${label}`,
	context,
	keys: [key],
	label,
	help,
	footer: 'sometimes',
	run(session) {
		change(session, {by});
	},
});

const ofSingleRequests: ReadonlySet<string> = new Set(requestMeasures);

const isRequestMeasure = (measure: TopMeasure | RequestMeasure): measure is RequestMeasure => ofSingleRequests.has(measure);

/** Single requests have fewer measures than groups. */
const orderBy = (session: Session, measure: TopMeasure | RequestMeasure): void => {
	const {mode} = session.state;
	if (!topMode.is(mode)) {
		return;
	}

	if (isRequestMeasure(measure) && (mode.by === 'requests' || measure === 'tries')) {
		change(session, {by: 'requests', requestMeasure: measure});
	} else {
		change(session, {measure, ...(mode.by === 'requests' && {by: 'client'})});
	}
};

const byMeasure = (measure: TopMeasure | RequestMeasure, key: string, label: string, help: string): Command => ({
	id: `top-by-${measure.replace('_', '-')}`,
	context,
	keys: [key],
	label,
	help,
	footer: 'rarely',
	run(session) {
		orderBy(session, measure);
	},
});

export const topFeature: Feature = {
	commands: [
		{
			id: 'top',
			context: contexts.browse,
			keys: ['T'],
			label: 'top',
			help: 'Show who and what sends most, fails most, takes longest',
			needs: 'top',
			run(session) {
				top.ask(session, topMode.of({by: 'client', measure: 'count', requestMeasure: 'time', over: '1m', selected: 0, askedAt: 0, isAsking: true}));
			},
		},
		byView('client', 'c', 'clients', 'Top clients'),
		byView('path', 'p', 'paths', 'Top paths'),
		byView('user_agent', 'a', 'agents', 'Top user agents'),
		byView('status', 's', 'statuses', 'Top statuses'),
		byView('requests', 'l', 'slowest', 'The slowest requests; b lists the largest'),
		byMeasure('count', 'n', 'requests', 'By number of requests'),
		byMeasure('bytes', 'b', 'bytes', 'By bytes of both bodies'),
		byMeasure('time', 't', 'time', 'By time'),
		byMeasure('rate_limited', 'r', 'refused', 'By requests that the rate limit refused'),
		byMeasure('failures', 'e', 'failures', 'By responses with a 5xx status'),
		byMeasure('tries', 'x', 'tries', 'The requests with most attempts'),
		{
			id: 'top-span',
			context,
			keys: ['o'],
			label: 'time span',
			labelNow: ({mode}) => topMode.is(mode) && mode.over === '1m' ? '10 minutes' : '1 minute',
			help: 'Over the last minute, or the last ten',
			footer: 'often',
			run(session) {
				const {mode} = session.state;
				if (topMode.is(mode)) {
					change(session, {over: mode.over === '1m' ? '10m' : '1m'});
				}
			},
		},
		{
			id: 'open-top',
			context,
			keys: ['enter'],
			label: 'filter by it',
			labelNow: ({mode}) => topMode.is(mode) && mode.by === 'requests' ? 'inspect' : 'filter by it',
			help: 'Filter the log by the selected one, or inspect the request',
			footer: 'usually',
			run: openSelected,
		},
		{
			id: 'next-top',
			context,
			keys: ['tab', 'right'],
			label: 'next list',
			help: 'Show the next list',
			footer: 'often',
			run(session) {
				step(session, 1);
			},
		},
		{
			id: 'previous-top',
			context,
			keys: ['shift-tab', 'left'],
			label: 'previous list',
			help: 'Show the previous list',
			run(session) {
				step(session, -1);
			},
		},
		toLists({id: 'close-top', context, keys: ['esc', 'q', 'T']}),
	],
	modes: {
		top: {
			contexts: [context, contexts.reading, contexts.screens, contexts.anywhere],
			text: selectionText(table),
			click: clickTable(table),
			screen: topScreen,
			isLively: true,
		},
	},
	onRound: top.onRound,
};

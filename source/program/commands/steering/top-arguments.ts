import {SettingsError} from '../../../config/settings-error.js';
import {suggestion} from '../../../model/nearest.js';
import {requestMeasures, topMeasures, topSpans, topSubjects, type RequestMeasure, type TopMeasure, type TopSpan, type TopSubject} from '../../../model/top-list.js';

export type TopArguments = {readonly over: TopSpan} & (
	| {readonly by: TopSubject; readonly measure: TopMeasure}
	| {readonly by: 'requests'; readonly measure: RequestMeasure}
);

const oneOf = <Name extends string>(given: string, names: readonly Name[], what: string): Name => {
	const found = names.find(name => name === given.replace('-', '_'));
	if (found === undefined) {
		const words = names.map(name => name.replace('_', '-'));
		throw new SettingsError([`${what}${given} is not allowed; give one of ${words.join(', ')}${suggestion(given, words)}`]);
	}

	return found;
};

/** @throws {SettingsError} */
export const readTop = (subject = 'client', measure?: string, span = '1m'): TopArguments => {
	const by = oneOf(subject, [...topSubjects, 'requests'] as const, '');
	const over = oneOf(span, topSpans, '--over ');
	if (by === 'requests') {
		const compared = oneOf(measure ?? 'time', requestMeasures, '--measure ');
		return {by, over, measure: compared};
	}

	return {by, over, measure: oneOf(measure ?? 'count', topMeasures, '--measure ')};
};

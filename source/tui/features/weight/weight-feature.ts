import {maxWeight, minWeight, weightProblem} from '../../../model/backend.js';
import type {Session} from '../../session.js';
import {currentBackend} from '../../state/backends-list.js';
import {textField} from '../../state/text-field.js';
import {refuse, sendOff, whileTyping} from '../../modes/form.js';
import type {RunsOf} from '../../run.js';
import {textEntry} from '../../modes/text-entry.js';
import type {weightFormKeys} from './weight-keys.js';

export const openWeightForm = (session: Session): void => {
	const backend = currentBackend(session.state);
	if (backend) {
		session.change({mode: {kind: 'weight', backend, field: textField(''), isPending: false, back: session.state.mode}});
	}
};

export const weightFormEntry = textEntry((session, change) => {
	whileTyping(session, 'weight', ({problem: _before, ...mode}) => {
		const field = change(mode.field);
		const problem = field.text === '' ? undefined : weightProblem(field.text);
		session.change({mode: {...mode, field, ...(problem !== undefined && {problem})}});
	});
});

const submit = (session: Session): void => {
	whileTyping(session, 'weight', mode => {
		const {backend: {id, url, weight: before}, field: {text}} = mode;
		const weight = Number(text);
		const problem = text === '' ? `Type a weight first, from ${minWeight} to ${maxWeight}` : weightProblem(text);
		if (problem !== undefined) {
			refuse(session, mode, problem);
		} else if (weight === before) {
			session.change({mode: mode.back});
		} else {
			void sendOff(session, mode, {
				command: session.control.updateBackend(id, {weight}),
				close: () => ({status: session.control.status(), mode: mode.back}),
				done: () => ({text: `Changed weight of ${url} from ${before} to ${weight}; u undoes it`, tone: 'good'}),
			});
		}
	});
};

export const weightFormRuns: RunsOf<typeof weightFormKeys> = {
	'apply-weight': submit,
	'cancel-weight'(session) {
		const {mode} = session.state;
		if (mode.kind === 'weight') {
			session.change({mode: mode.back});
		}
	},
};

import {maxWeight, minWeight, weightProblem} from '../../../model/backend.js';
import {heedsWeights} from '../../../model/pool.js';
import type {BackendStatus, Status} from '../../../model/status.js';
import {contexts, type Context} from '../../input/contexts.js';
import {prompt} from '../../modes/prompt.js';
import {toBelow} from '../../modes/to-below.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {hasBackend, targetBackends} from '../../state/backends-list.js';
import {textField} from '../../state/text-field.js';
import {refuse, sendOff, whileTyping} from '../../modes/form.js';
import {textEntry} from '../../modes/text-entry.js';
import {carryOut, changeEach} from '../pool/carry-out.js';
import {weightForm} from './weight-form.js';
import {weightMode} from './weight-mode.js';

const openWeightForm = (session: Session): void => {
	const backends = targetBackends(session.state);
	if (backends.length > 0) {
		session.change({mode: weightMode.of({backends, field: textField(''), isPending: false, back: session.state.mode})});
	}
};

const entry = textEntry((session, change) => {
	whileTyping(session, weightMode, ({problem: _before, ...mode}) => {
		const field = change(mode.field);
		const problem = field.text === '' ? undefined : weightProblem(field.text);
		session.change({mode: weightMode.of({...mode, field, ...(problem !== undefined && {problem})})});
	});
});

/** One with its weight so far, or how many. */
const namesOf = ([first, ...others]: readonly BackendStatus[]): string =>
	first && others.length === 0 ? `${first.url} from ${first.weight}` : `${others.length + 1} backends`;

/** That the policy pays no heed to weights. */
const ignoredBy = ({policy}: Status): string => heedsWeights(policy) ? '' : `, which ${policy} ignores`;

const submit = (session: Session): void => {
	whileTyping(session, weightMode, mode => {
		const {backends, field: {text}} = mode;
		const weight = Number(text);
		const problem = text === '' ? `Type a weight first, from ${minWeight} to ${maxWeight}` : weightProblem(text);
		const others = backends.filter(backend => backend.weight !== weight);
		if (problem !== undefined) {
			refuse(session, mode, problem);
		} else if (others.length === 0) {
			session.change({mode: mode.back});
		} else {
			void sendOff(session, mode, {
				command: changeEach(others, async ({id}, batch) => session.control.updateBackend(id, {weight}, batch)),
				close: () => ({status: session.control.status(), mode: mode.back}),
				done: () => ({text: `Changed weight of ${namesOf(others)} to ${weight}${ignoredBy(session.state.status)}; u undoes it`, tone: 'good'}),
			});
		}
	});
};

/** Sets the weight without the form. */
const setWeight = (session: Session, text: string): void => {
	const problem = weightProblem(text);
	if (problem !== undefined) {
		session.notify(problem, 'warn');
		return;
	}

	const backends = targetBackends(session.state);
	const change = changeEach(backends, async ({id}, batch) => session.control.updateBackend(id, {weight: Number(text)}, batch));
	void carryOut(session, change, () => `Changed weight of ${namesOf(backends)} to ${text}; u undoes it`);
};

const context: Context = {id: 'weight', title: 'Change a weight', place: 'when changing a weight'};

export const weightFeature: Feature = {
	commands: [
		{
			id: 'weight',
			context: contexts.backend,
			keys: ['w'],
			label: 'weight',
			help: 'Change its weight: its share relative to the others',
			isChange: true,
			footer: 'rarely',
			applies: hasBackend,
			run: openWeightForm,
			argument: {allowed: `from ${minWeight} to ${maxWeight}`, run: setWeight},
		},
		{
			id: 'apply-weight',
			context,
			keys: ['enter'],
			label: 'apply',
			help: 'Apply the weight',
			isChange: true,
			footer: 'always',
			run: submit,
		},
		toBelow({id: 'cancel-weight', context, keys: ['esc'], help: 'Close the form without a change', footer: 'usually'}),
	],
	modes: {
		weight: {contexts: [context, contexts.typing, contexts.anywhere], entry, bottom: prompt(weightMode, [4, 4], weightForm)},
	},
};

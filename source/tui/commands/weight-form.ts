import {weightProblem} from '../../model/backend.js';
import type {weightFormKeys} from '../keymap/weight-form.js';
import type {Session} from '../session.js';
import {selectedBackend} from '../state/backends-list.js';
import {browse} from '../state/mode.js';
import {insert, textField} from '../state/text-field.js';
import type {WeightMode} from '../state/weight-mode.js';
import {messageOf} from './pool-commands.js';
import type {RunsOf} from './run.js';
import type {TextEntry} from './text-entry.js';

export const openWeightForm = (session: Session): void => {
	const backend = selectedBackend(session.state);
	if (backend) {
		session.change({mode: {kind: 'weight', backend, field: textField(String(backend.weight)), isPending: false}});
	}
};

/** Acts on the form, unless it has been sent off. */
const whileTyping = (session: Session, act: (mode: WeightMode) => void): void => {
	const {mode} = session.state;
	if (mode.kind === 'weight' && !mode.isPending) {
		act(mode);
	}
};

export const weightFormEntry: TextEntry = {
	edit(session, change) {
		whileTyping(session, ({problem: _before, ...mode}) => {
			const field = change(mode.field);
			const problem = field.text === '' ? undefined : weightProblem(field.text);
			session.change({mode: {...mode, field, ...(problem !== undefined && {problem})}});
		});
	},
	type(session, text) {
		weightFormEntry.edit(session, field => insert(field, text));
	},
	paste(session, text) {
		weightFormEntry.edit(session, field => insert(field, text.trim()));
	},
};

const isWaiting = ({state: {mode}}: Session): boolean => mode.kind === 'weight' && mode.isPending;

const apply = async (session: Session, {backend: {id, url, weight: before}}: WeightMode, weight: number): Promise<void> => {
	try {
		await session.control.updateBackend(id, {weight});
		if (isWaiting(session)) {
			session.change({status: session.control.status(), mode: browse});
		}

		session.notify(`${url} has weight ${weight}, no longer ${before}; u takes it back`, 'good');
	} catch (error) {
		const {mode} = session.state;
		if (mode.kind === 'weight' && mode.isPending) {
			session.change({mode: {...mode, isPending: false, problem: messageOf(error)}});
		} else {
			session.notify(messageOf(error), 'bad');
		}
	}

	session.refresh();
};

const submit = (session: Session): void => {
	whileTyping(session, ({problem: _before, ...mode}) => {
		const {text} = mode.field;
		const weight = Number(text);
		if (weight === mode.backend.weight) {
			session.change({mode: browse});
		} else if (text !== '' && weightProblem(text) === undefined) {
			session.change({mode: {...mode, isPending: true}});
			void apply(session, mode, weight);
		}
	});
};

export const weightFormRuns: RunsOf<typeof weightFormKeys> = {
	'apply-weight': submit,
	'cancel-weight'(session) {
		session.change({mode: browse});
	},
};

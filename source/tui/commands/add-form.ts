import type {backendFormKeys} from '../keymap/backend-form.js';
import type {Session} from '../session.js';
import {
	backendField,
	intendedUrl,
	isUntouched,
	pasteInto,
	typeInto,
} from '../state/backend-field.js';
import {browse} from '../state/mode.js';
import type {TextField} from '../state/text-field.js';
import {messageOf} from './pool-commands.js';
import type {RunsOf} from './run.js';
import type {TextEntry} from './text-entry.js';

const problemWith = (session: Session, field: TextField): string | undefined =>
	isUntouched(field) ? undefined : session.control.checkBackend({url: intendedUrl(field)});

export const openForm = (session: Session): void => {
	session.change({mode: {kind: 'add', field: backendField(), isPending: false}});
};

/** Changes the text of the form, unless it has been sent off. */
const edit = (session: Session, change: (field: TextField) => TextField): void => {
	const {mode} = session.state;
	if (mode.kind !== 'add' || mode.isPending) {
		return;
	}

	const field = change(mode.field);
	session.change({mode: {...mode, field, problem: problemWith(session, field)}});
};

export const backendFormEntry: TextEntry = {
	edit,
	type(session, text) {
		edit(session, field => typeInto(field, text));
	},
	paste(session, text) {
		edit(session, field => pasteInto(field, text));
	},
};

const isWaiting = ({state: {mode}}: Session): boolean => mode.kind === 'add' && mode.isPending;

const add = async (session: Session, url: string): Promise<void> => {
	try {
		const {id} = await session.control.addBackend({url});
		if (isWaiting(session)) {
			session.change({
				status: session.control.status(),
				mode: browse,
				pane: 'backends',
				selection: {...session.state.selection, id},
			});
		}

		session.notify(`Added ${url}`, 'good');
	} catch (error) {
		const {mode} = session.state;
		if (mode.kind === 'add' && mode.isPending) {
			session.change({mode: {...mode, isPending: false, problem: messageOf(error)}});
		} else {
			session.notify(messageOf(error), 'bad');
		}
	}

	session.refresh();
};

const submit = (session: Session): void => {
	const {mode} = session.state;
	if (mode.kind !== 'add' || mode.isPending || isUntouched(mode.field)) {
		return;
	}

	const problem = problemWith(session, mode.field);
	session.change({mode: {...mode, isPending: problem === undefined, problem}});
	if (problem === undefined) {
		void add(session, intendedUrl(mode.field));
	}
};

export const backendFormRuns: RunsOf<typeof backendFormKeys> = {
	submit,
	cancel(session) {
		session.change({mode: browse});
	},
};

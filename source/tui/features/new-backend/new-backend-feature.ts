import {contexts, type Context} from '../../input/contexts.js';
import {prompt} from '../../modes/prompt.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {browse, type Mode} from '../../state/mode.js';
import {textField, type TextField} from '../../state/text-field.js';
import {refuse, sendOff, whileTyping} from '../../modes/form.js';
import type {TextEntry} from '../../modes/text-entry.js';
import {carryOut} from '../pool/carry-out.js';
import {addForm} from './add-form.js';
import {hasOthers, newBackendMode} from './new-backend-mode.js';
import {
	backendField,
	intendedBackend,
	isUntouched,
	pasteInto,
	typeInto,
} from './backend-field.js';

const problemWith = (session: Session, field: TextField): string | undefined =>
	isUntouched(field) ? undefined : session.control.checkBackend(intendedBackend(field));

const openAddForm = (session: Session): void => {
	session.change({mode: newBackendMode.of({field: backendField(), isPending: false})});
};

/** Several backends in one text, with any white space or commas between them; a health path belongs to the one before it. */
const backendsIn = (text: string): string[] => {
	const backends: string[] = [];
	const words = text.split(/[\s,]+/v).filter(part => part !== '');
	for (const word of words) {
		if (word.startsWith('/') && backends.length > 0) {
			backends.push(`${backends.pop()!} ${word}`);
		} else {
			backends.push(word);
		}
	}

	return backends;
};

const pasteOne = (field: TextField, backend: string): TextField => {
	const [url = '', path] = backend.split(' ', 2);
	return path === undefined ? pasteInto(field, url) : typeInto(pasteInto(field, url), ` ${path}`);
};

/** The form with the next pasted backend, or the lists after the last. */
const offerNext = (session: Session, [next, ...others]: readonly string[]): Mode => {
	if (next === undefined) {
		return browse;
	}

	const field = pasteOne(backendField(), next);
	return newBackendMode.of({field, others, isPending: false, problem: problemWith(session, field)});
};

/** Edits the form unless it is submitted. */
const edit = (session: Session, change: (field: TextField) => TextField): void => {
	whileTyping(session, newBackendMode, mode => {
		const field = change(mode.field);
		session.change({mode: newBackendMode.of({...mode, field, problem: problemWith(session, field)})});
	});
};

const entry: TextEntry = {
	edit,
	type(session, text) {
		edit(session, field => typeInto(field, text));
	},
	paste(session, text) {
		const [first = '', ...others] = backendsIn(text);
		edit(session, field => others.length === 0 ? pasteInto(field, text) : pasteOne(field, first));
		whileTyping(session, newBackendMode, mode => {
			session.change({mode: newBackendMode.of({...mode, others: [...(mode.others ?? []), ...others]})});
		});
	},
};

const submit = (session: Session): void => {
	whileTyping(session, newBackendMode, mode => {
		if (isUntouched(mode.field) && hasOthers(mode)) {
			session.change({mode: offerNext(session, mode.others ?? [])});
			return;
		}

		const backend = intendedBackend(mode.field);
		const {url} = backend;
		const problem = isUntouched(mode.field) ? 'Type an address first, such as localhost:3000, or a port alone' : problemWith(session, mode.field);
		if (problem !== undefined) {
			refuse(session, mode, problem);
			return;
		}

		void sendOff(session, mode, {
			command: session.control.addBackend(backend),
			close: ({id}) => ({
				status: session.control.status(), mode: offerNext(session, mode.others ?? []), pane: 'backends', selection: {...session.state.selection, id},
			}),
			done: () => ({text: `Added ${url}; u undoes it`, tone: 'good'}),
		});
	});
};

/** Adds a backend without the form. */
const addNow = (session: Session, text: string): void => {
	const backend = intendedBackend(textField(text));
	void carryOut(session, session.control.addBackend(backend), ({id, url}) => {
		session.change({status: session.control.status(), pane: 'backends', selection: {...session.state.selection, id}});
		return `Added ${url}; u undoes it`;
	});
};

const context: Context = {id: 'add', title: 'Add a backend', place: 'in the form'};

export const newBackendFeature: Feature = {
	commands: [
		{
			id: 'add',
			context: contexts.browse,
			keys: ['a'],
			label: 'add',
			help: 'Add a backend',
			isChange: true,
			footer: 'usually',
			run: openAddForm,
			argument: {allowed: 'a URL or a port, such as 3000', run: addNow},
		},
		{
			id: 'submit',
			context,
			keys: ['enter'],
			label: 'add',
			help: 'Add the backend',
			isChange: true,
			footer: 'always',
			run: submit,
		},
		{
			id: 'cancel',
			context,
			keys: ['esc'],
			label: 'cancel',
			help: 'Close the form without adding',
			footer: 'usually',
			run(session) {
				session.change({mode: browse});
			},
		},
	],
	modes: {
		add: {contexts: [context, contexts.typing, contexts.anywhere], entry, bottom: prompt(newBackendMode, [4, 5], addForm)},
	},
};

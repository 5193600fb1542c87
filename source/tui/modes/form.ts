import type {Told} from '../notices/event-notice.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState, Session} from '../state/screen-state.js';
import type {TextField} from '../state/text-field.js';
import {messageOf} from '../text/message-of.js';

/** A mode with a text field that is submitted. */
export type FormMode = Mode & {
	readonly field: TextField;
	/** Whether it is submitted and the response is pending. */
	readonly isPending: boolean;
	/** Why the input is invalid, or why the last attempt failed. */
	readonly problem?: string;
};

type FormKind<Form extends FormMode> = {is(mode: Mode): mode is Form};

const isForm = (mode: Mode): mode is FormMode => 'isPending' in mode && 'field' in mode;

/** Runs a command on a form of this kind unless it is submitted. */
export const whileTyping = <Form extends FormMode>(session: Session, kind: FormKind<Form>, act: (mode: Form) => void): void => {
	const {mode} = session.state;
	if (kind.is(mode) && !mode.isPending) {
		act(mode);
	}
};

/** Shows a form with its input or its options changed, and without the previous error. */
export const changeForm = <Form extends FormMode>(session: Session, {problem: _before, ...form}: Form, change: Partial<Form>): void => {
	session.change({mode: {...form, ...change}});
};

/** Shows an error in the form. */
export const refuse = (session: Session, mode: FormMode, problem: string): void => {
	const refused: FormMode = {...mode, isPending: false, problem};
	session.change({mode: refused});
};

type Sending<Result> = {
	readonly command: Promise<Result>;
	/** The next mode, if the form is still open. */
	readonly close: (result: Result) => Partial<ScreenState>;
	readonly done: (result: Result) => Told;
	/** @default its message */
	readonly reasonOf?: (error: unknown) => string;
};

/** Submits a form. On success it closes; an error is shown in it, or as a notice if it was closed meanwhile. */
export const sendOff = async <Result>(session: Session, {problem: _before, ...form}: FormMode, {command, close, done, reasonOf = messageOf}: Sending<Result>): Promise<void> => {
	const pending: FormMode = {...form, isPending: true};
	session.change({mode: pending});
	const isWaiting = ({mode}: ScreenState): boolean => isForm(mode) && mode.kind === form.kind && mode.field === form.field && mode.isPending;
	try {
		const result = await command;
		if (isWaiting(session.state)) {
			session.change(close(result));
		}

		const {text, tone} = done(result);
		session.notify(text, tone);
	} catch (error) {
		if (isWaiting(session.state)) {
			refuse(session, form, reasonOf(error));
		} else {
			session.notify(reasonOf(error), 'bad');
		}
	}

	session.refresh();
};

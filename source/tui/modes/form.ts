import type {Told} from '../event-notice.js';
import type {Session} from '../session.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';
import type {TextField} from '../state/text-field.js';
import {messageOf} from '../features/pool/change-pool.js';

type FormFields = {
	readonly field: TextField;
	/** Whether it is submitted and the response is pending. */
	readonly isPending: boolean;
	readonly problem?: string;
};

/** Modes with a text field that is submitted. */
type FormMode = Extract<Mode, FormFields>;

type FormOf<Kind extends FormMode['kind']> = Extract<FormMode, {readonly kind: Kind}>;

const isForm = <Kind extends FormMode['kind']>(mode: Mode, kind: Kind): mode is FormOf<Kind> => mode.kind === kind;

/** Runs a command on a form of this kind unless it is submitted. */
export const whileTyping = <Kind extends FormMode['kind']>(session: Session, kind: Kind, act: (mode: FormOf<Kind>) => void): void => {
	const {mode} = session.state;
	if (isForm(mode, kind) && !mode.isPending) {
		act(mode);
	}
};

/** Shows an error in the form. */
export const refuse = (session: Session, mode: FormMode, problem: string): void => {
	session.change({mode: {...mode, isPending: false, problem}});
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
	session.change({mode: {...form, isPending: true}});
	const isWaiting = ({mode}: ScreenState): boolean => isForm(mode, form.kind) && mode.field === form.field && mode.isPending;
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

import type {ExchangeDetail} from '../../../model/exchange-detail.js';
import {contexts, type Context} from '../../input/contexts.js';
import {prompt} from '../../modes/prompt.js';
import {textEntry} from '../../modes/text-entry.js';
import {inspectScreen} from '../inspect/inspect-screen.js';
import {toBelow} from '../../modes/to-below.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {insertVerbatim, textField} from '../../state/text-field.js';
import {messageOf} from '../../text/message-of.js';
import {inspectContext, inspectMode, isRead, type InspectMode} from '../inspect/inspect-mode.js';
import {sendEdited} from '../replay/send-replay.js';
import {editRequestMode, type EditRequestMode} from './edit-request-mode.js';
import {editRequestPrompt} from './edit-request-prompt.js';
import {readRequestText, requestText} from './editable-request.js';

const detailOf = ({inspection: {found}}: InspectMode): ExchangeDetail | undefined => found.kind === 'read' ? found.exchange.detail : undefined;

/** Sends an edited text; returns why it cannot be sent. */
const sendText = (session: Session, mode: InspectMode, text: string): string | undefined => {
	const detail = detailOf(mode);
	if (!detail) {
		return undefined;
	}

	const read = readRequestText(text, detail);
	if ('problem' in read) {
		return read.problem;
	}

	if ('cancelled' in read) {
		session.notify('Nothing was sent', 'warn');
	} else if (Object.keys(read.edit).length === 0) {
		session.notify('Nothing was changed; r replays it as it was', 'warn');
	} else {
		sendEdited(session, mode.inspection, read.edit);
	}

	return undefined;
};

const escaped = (text: string): string => text.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`);

const unescaped = (text: string): string => text.replaceAll(/\\(?<character>.)/gv, (_match, character: string) => character === 'n' ? '\n' : character);

/** Without an editor, the text is edited in place. */
const editInPlace = (session: Session, mode: InspectMode, text: string): void => {
	const content = text.split('\n').filter(line => !line.startsWith('#'));
	const end = content.indexOf('');
	const lines = [...content.slice(0, end), escaped(content.slice(end + 1).join('\n'))];
	session.change({mode: editRequestMode.of({lines, at: 0, field: textField(lines[0]!), back: mode})});
};

const openEditor = async (session: Session, mode: InspectMode, text: string): Promise<void> => {
	try {
		const edited = await session.edit(text);
		if (edited === undefined) {
			editInPlace(session, mode, text);
			return;
		}

		const problem = sendText(session, mode, edited);
		if (problem !== undefined) {
			session.notify(problem, 'bad');
		}
	} catch (error) {
		session.notify(messageOf(error), 'bad');
	}
};

const whileEditing = (session: Session, act: (mode: EditRequestMode) => void): void => {
	const {mode} = session.state;
	if (editRequestMode.is(mode)) {
		act(mode);
	}
};

const entry = textEntry((session, change) => {
	whileEditing(session, ({problem: _solved, ...mode}) => {
		const field = change(mode.field);
		session.change({mode: editRequestMode.of({...mode, field, lines: mode.lines.with(mode.at, field.text)})});
	});
}, insertVerbatim);

/** Moves to another line. */
const move = (session: Session, lines: readonly string[], at: number): void => {
	whileEditing(session, mode => {
		const line = lines[at];
		if (line !== undefined) {
			session.change({mode: editRequestMode.of({...mode, lines, at, field: textField(line)})});
		}
	});
};

const send = (session: Session): void => {
	whileEditing(session, mode => {
		const head = mode.lines.slice(0, -1).filter(line => line !== '');
		session.change({mode: mode.back});
		const problem = sendText(session, mode.back, [...head, '', unescaped(mode.lines.at(-1)!)].join('\n'));
		if (problem !== undefined) {
			session.change({mode: editRequestMode.of({...mode, problem})});
		}
	});
};

const context: Context = {id: 'edit-request', title: 'Edit a request in place', place: 'when editing a request in place'};

export const editRequestFeature: Feature = {
	commands: [
		{
			id: 'edit-request',
			context: inspectContext,
			keys: ['E'],
			label: 'edit',
			help: 'Edit it in $EDITOR, or in place, and send it',
			isChange: true,
			footer: 'sometimes',
			needs: 'replay',
			applies: isRead,
			run(session) {
				const {mode} = session.state;
				const detail = inspectMode.is(mode) ? detailOf(mode) : undefined;
				if (!inspectMode.is(mode) || !detail) {
					session.notify('The request is still loading; try again in a moment', 'warn');
				} else if (detail.requestHeaders.length === 0) {
					session.notify('Cannot be edited: it was malformed', 'warn');
				} else {
					void openEditor(session, mode, requestText(detail, mode.inspection.showsSecrets));
				}
			},
		},
		{
			id: 'send-edited',
			context,
			keys: ['ctrl-s'],
			label: 'send',
			help: 'Send the edited request, and compare the responses',
			isChange: true,
			footer: 'always',
			run: send,
		},
		{
			id: 'next-line',
			context,
			keys: ['down', 'tab'],
			label: 'next line',
			help: 'Go to the next line',
			footer: 'usually',
			run(session) {
				whileEditing(session, ({lines, at}) => {
					move(session, lines, at + 1);
				});
			},
		},
		{
			id: 'previous-line',
			context,
			keys: ['up', 'shift-tab'],
			label: 'previous line',
			help: 'Go to the previous line',
			run(session) {
				whileEditing(session, ({lines, at}) => {
					move(session, lines, at - 1);
				});
			},
		},
		{
			id: 'add-line',
			context,
			keys: ['enter'],
			label: 'add a header',
			help: 'Add a header field below; an empty one is left out',
			footer: 'often',
			run(session) {
				whileEditing(session, ({lines, at}) => {
					const place = Math.min(at + 1, lines.length - 1);
					move(session, lines.toSpliced(place, 0, ''), place);
				});
			},
		},
		toBelow({id: 'cancel-edit', context, keys: ['esc'], help: 'Back to the request without sending'}),
	],
	modes: {
		'edit-request': {
			contexts: [context, contexts.typing, contexts.anywhere],
			entry,
			bottom: prompt(editRequestMode, [6, 9], editRequestPrompt),
			screen: inspectScreen,
		},
	},
};

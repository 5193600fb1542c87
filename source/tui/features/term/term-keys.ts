import type {ScreenState} from '../../state/screen-state.js';
import type {Command} from '../../screen-command.js';
import {termOf, type TermName} from './filter-by.js';

const termNow = ({mode}: ScreenState, name: TermName): string | undefined => mode.kind === 'term' ? termOf(mode.record, name) : undefined;

const by = <Name extends TermName, Key extends string>(name: Name, key: Key, footer: number, help: string) => ({
	id: `by-${name}`,
	context: 'term',
	keys: [key],
	label: name,
	help,
	footer,
	labelNow: state => termNow(state, name) ?? name,
	applies: state => termNow(state, name) !== undefined,
} as const satisfies Command);

export const termKeys = [
	by('status', 's', 9, 'Requests with a status of the same class'),
	by('backend', 'b', 8, 'Requests at the same backend'),
	by('path', 'p', 7, 'Requests for the same path'),
	by('method', 'm', 5, 'Requests with the same method'),
	by('client', 'c', 4, 'Requests from the same client'),
	by('error', 'e', 6, 'Requests with the same error'),
	by('ms', 't', 3, 'Requests that took at least as long'),
	{
		id: 'no-term',
		context: 'term',
		keys: ['esc', 'f', 'q'],
		label: 'cancel',
		help: 'Keep the current filter',
		footer: 10,
	},
] as const satisfies readonly Command[];

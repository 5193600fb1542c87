import type {AdminState} from '../../../model/backend.js';
import {areLastAvailable} from '../../../model/last-available.js';
import type {PoolChange} from '../../../model/pool-change.js';
import {policies} from '../../../model/pool.js';
import type {BackendStatus} from '../../../model/status.js';
import {contexts, type Context} from '../../contexts.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {rememberedWords} from '../../text/remembered.js';
import {browse} from '../../state/mode.js';
import {currentBackend, hasBackend} from '../../state/backends-list.js';
import {question} from '../../modes/question.js';
import {stateDoneWords, undoneWords} from './pool-words.js';
import {canCut, confirmMode, type Pending} from './confirm-mode.js';
import {confirmQuestion} from './confirm-question.js';

export const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error);

/** Sends a command and reports its outcome. */
const carryOut = async <Result>(session: Session, command: Promise<Result>, done: (result: Result) => string): Promise<void> => {
	try {
		session.notify(done(await command), 'good');
	} catch (error) {
		session.notify(messageOf(error), 'bad');
	}

	session.refresh();
};

/** Whether sessions may still use an idle backend. */
const hasSessions = ({control}: Session): boolean => (control.settings().find(({name}) => name === 'sticky')?.value ?? 'off') !== 'off';

const setState = (session: Session, backend: BackendStatus, state: AdminState): void => {
	const {id, url} = backend;
	void carryOut(session, session.control.updateBackend(id, {state}), now => `${url} ${stateDoneWords(now ?? {...backend, state}, hasSessions(session))}`);
};

const changeState = (session: Session, backend: BackendStatus, state: AdminState): void => {
	const isLast = areLastAvailable([backend], session.state.status.backends);
	// A draining backend finishes its requests, and a key enables it again.
	if (state === 'disabled' || (state === 'draining' && isLast)) {
		const pending = {
			type: 'set-state', backend, state, isLast,
		} as const;
		session.change({mode: confirmMode.of({pending, back: session.state.mode})});
		return;
	}

	setState(session, backend, state);
};

export const toggle = (session: Session): void => {
	const backend = currentBackend(session.state);
	if (backend) {
		changeState(session, backend, backend.state === 'disabled' ? 'active' : 'disabled');
	}
};

export const drain = (session: Session): void => {
	const backend = currentBackend(session.state);
	if (backend) {
		changeState(session, backend, backend.state === 'active' ? 'draining' : 'active');
	}
};

export const askToRemove = (session: Session): void => {
	const backend = currentBackend(session.state);
	if (backend) {
		session.change({mode: confirmMode.of({pending: {type: 'remove', backend, isLast: areLastAvailable([backend], session.state.status.backends)}, back: session.state.mode})});
	}
};

const remove = (session: Session, {id, url, connections}: BackendStatus, force: boolean): void => {
	void carryOut(session, session.control.removeBackend(id, {force}), draining =>
		draining ? `Draining ${url}: removed once its ${draining.connections} in flight have ended; u keeps it` : `Removed ${url}${force && connections > 0 ? `, ${connections} in flight cut off` : ''}; u undoes it`);
};

export const nextPolicy = (session: Session): void => {
	const {policy} = session.state.status;
	const next = policies[(policies.indexOf(policy) + 1) % policies.length]!;
	void carryOut(session, session.control.updateSettings({policy: next}), settings => `Changed policy to ${next}${rememberedWords('policy', settings)}; u undoes it`);
};

const carryOutPending = (session: Session, pending: Pending): void => {
	if (pending.type === 'remove') {
		remove(session, pending.backend, false);
	} else {
		setState(session, pending.backend, pending.state);
	}
};

const answer = (session: Session, isYes: boolean): void => {
	const {mode} = session.state;
	if (!confirmMode.is(mode)) {
		return;
	}

	// The details of a removed backend close.
	session.change({mode: isYes && mode.pending.type === 'remove' ? browse : mode.back});
	if (isYes) {
		carryOutPending(session, mode.pending);
	}
};

/** Confirms, cutting off requests in flight. */
const cutOff = (session: Session): void => {
	const {mode} = session.state;
	if (!(confirmMode.is(mode) && canCut(mode.pending))) {
		return;
	}

	session.change({mode: browse});
	remove(session, mode.pending.backend, true);
};

/** Selects the restored backend. */
const onUndone = (session: Session, change: PoolChange): string => {
	const status = session.control.status();
	session.change({status, ...(change.type === 'removed' && {selection: {...session.state.selection, id: change.backend.id}})});
	return undoneWords(change, status.backends);
};

export const undo = (session: Session): void => {
	void carryOut(session, session.control.undo(), change => onUndone(session, change));
};

const drainLabels: Readonly<Record<AdminState, string>> = {active: 'drain', draining: 'undrain', disabled: 'enable'};

const context: Context = {id: 'confirm', title: 'Confirmation', place: 'in a confirmation'};

export const poolFeature: Feature = {
	commands: [
		{
			id: 'toggle',
			context: contexts.backend,
			keys: ['o'],
			label: 'enable/disable',
			labelNow: state => currentBackend(state)?.state === 'disabled' ? 'enable' : 'disable',
			help: 'Enable it, or disable it after confirmation',
			isChange: true,
			footer: 'often',
			applies: hasBackend,
			run: toggle,
		},
		{
			id: 'drain',
			context: contexts.backend,
			keys: ['d'],
			label: 'drain/undrain',
			labelNow: state => drainLabels[currentBackend(state)?.state ?? 'active'],
			help: 'Drain it: no new requests, OFF once idle; again to undo',
			isChange: true,
			footer: 'often',
			applies: hasBackend,
			run: drain,
		},
		{
			id: 'remove',
			context: contexts.backend,
			keys: ['x'],
			label: 'remove',
			help: 'Remove it, after confirmation; a busy one drains first',
			isChange: true,
			footer: 'sometimes',
			applies: hasBackend,
			run: askToRemove,
		},
		{
			id: 'undo',
			context: contexts.browse,
			keys: ['u'],
			label: 'undo',
			help: 'Undo the last change of pool or policy; repeatable',
			isChange: true,
			run: undo,
		},
		{
			id: 'policy',
			context: contexts.browse,
			keys: ['b'],
			label: 'policy',
			help: 'Switch to the next load-balancing policy',
			isChange: true,
			run: nextPolicy,
		},
		{
			id: 'yes',
			context,
			keys: ['y', 'Y'],
			label: 'yes',
			help: 'Confirm',
			isChange: true,
			footer: 'always',
			run(session) {
				answer(session, true);
			},
		},
		{
			id: 'cut',
			context,
			keys: ['c', 'C'],
			label: 'cut off',
			help: 'Remove a busy backend at once and cut off its requests',
			isChange: true,
			footer: 'usually',
			applies: ({mode}) => confirmMode.is(mode) && canCut(mode.pending),
			run: cutOff,
		},
		{
			id: 'no',
			context,
			keys: ['n', 'N', 'esc', 'q'],
			label: 'no',
			help: 'Cancel',
			footer: 'always',
			run(session) {
				answer(session, false);
			},
		},
	],
	modes: {
		confirm: {contexts: [context, contexts.screens, contexts.anywhere], isQuestion: true, bottom: question(confirmMode, confirmQuestion)},
	},
};

import type {AdminState} from '../../../model/backend.js';
import {areLastAvailable} from '../../../model/last-available.js';
import type {PoolChange} from '../../../model/pool-change.js';
import {policies} from '../../../model/pool.js';
import type {BackendStatus} from '../../../model/status.js';
import {contexts, type Context} from '../../input/contexts.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {rememberedWords} from '../../text/remembered.js';
import {browse} from '../../state/mode.js';
import {currentBackend, hasBackend, targetBackends} from '../../state/backends-list.js';
import {question} from '../../modes/question.js';
import {removedWords, severalDoneWords, stateDoneWords, undoneWords} from './pool-words.js';
import {backendArgument} from './backend-argument.js';
import {carryOut, changeEach} from './carry-out.js';
import {canCut, confirmMode, type Pending} from './confirm-mode.js';
import {confirmQuestion} from './confirm-question.js';

/** Whether sessions may still use an idle backend. */
const hasSessions = ({control}: Session): boolean => (control.settings().find(({name}) => name === 'sticky')?.value ?? 'off') !== 'off';

const setState = (session: Session, backends: readonly BackendStatus[], state: AdminState): void => {
	const change = changeEach(backends, async ({id}, batch) => session.control.updateBackend(id, {state}, batch));
	void carryOut(session, change, ([now]) => {
		const [backend] = backends;
		return backends.length === 1 && backend
			? `${backend.url} ${stateDoneWords(now ?? {...backend, state}, hasSessions(session))}`
			: `${backends.length} backends ${severalDoneWords[state]}; u undoes it`;
	});
};

const changeState = (session: Session, backends: readonly BackendStatus[], state: AdminState): void => {
	const isLast = areLastAvailable(backends, session.state.status.backends);
	// A draining backend finishes its requests, and a key enables it again.
	if (state === 'disabled' || (state === 'draining' && isLast)) {
		session.change({mode: confirmMode.of({pending: {type: 'set-state', backends, state, isLast}, back: session.state.mode})});
		return;
	}

	setState(session, backends, state);
};

/** Brings backends into a state or, if all are in it, back into service. */
const switchState = (session: Session, isIn: (state: AdminState) => boolean, state: AdminState): void => {
	const backends = targetBackends(session.state);
	const others = backends.filter(backend => !isIn(backend.state));
	if (others.length > 0) {
		changeState(session, others, state);
	} else if (backends.length > 0) {
		changeState(session, backends, 'active');
	}
};

const toggle = (session: Session): void => {
	switchState(session, state => state === 'disabled', 'disabled');
};

const drain = (session: Session): void => {
	switchState(session, state => state !== 'active', 'draining');
};

const confirmRemoval = (session: Session, backends: readonly BackendStatus[]): void => {
	if (backends.length > 0) {
		session.change({mode: confirmMode.of({pending: {type: 'remove', backends, isLast: areLastAvailable(backends, session.state.status.backends)}, back: session.state.mode})});
	}
};

const askToRemove = (session: Session): void => {
	confirmRemoval(session, targetBackends(session.state));
};

const remove = (session: Session, backends: readonly BackendStatus[], force: boolean): void => {
	const removal = changeEach(backends, async ({id}, batch) => session.control.removeBackend(id, {force, ...batch}));
	void carryOut(session, removal, results => removedWords(backends, results.filter(draining => draining !== undefined), force));
};

const nextPolicy = (session: Session): void => {
	const {policy} = session.state.status;
	const next = policies[(policies.indexOf(policy) + 1) % policies.length]!;
	void carryOut(session, session.control.updateSettings({policy: next}), settings => `Changed policy to ${next}${rememberedWords('policy', settings)}; u undoes it`);
};

const carryOutPending = (session: Session, pending: Pending): void => {
	if (pending.type === 'remove') {
		remove(session, pending.backends, false);
	} else {
		setState(session, pending.backends, pending.state);
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
	remove(session, mode.pending.backends, true);
};

/** Selects the restored backend. */
const onUndone = (session: Session, change: PoolChange): string => {
	const status = session.control.status();
	session.change({status, ...(change.type === 'removed' && {selection: {...session.state.selection, id: change.backend.id}})});
	return undoneWords(change, status.backends);
};

const undo = (session: Session): void => {
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
			labelNow: state => targetBackends(state).every(backend => backend.state === 'disabled') ? 'enable' : 'disable',
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
			labelNow: state => drainLabels[targetBackends(state).find(backend => backend.state === 'active')?.state ?? currentBackend(state)?.state ?? 'active'],
			help: 'Drain it: no new requests, OFF once idle; again to undo',
			isChange: true,
			footer: 'often',
			applies: hasBackend,
			run: drain,
			argument: backendArgument((session, backend) => {
				changeState(session, [backend], 'draining');
			}),
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
			argument: backendArgument((session, backend) => {
				confirmRemoval(session, [backend]);
			}),
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

import {isAvailable} from '../../../model/backend.js';
import {isSafe} from '../../../model/safe-method.js';
import {contexts, type Context} from '../../input/contexts.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {question} from '../../modes/question.js';
import {inspectScreen} from '../inspect/inspect-screen.js';
import {inspectMode, isRead, inspectContext, type Inspection} from '../inspect/inspect-mode.js';
import {isCapturing} from '../capture/capture-feature.js';
import {inspectionText} from '../inspect/inspect-reading.js';
import {replayObstacle} from './replay-obstacle.js';
import {sendReplay} from './send-replay.js';
import {replayMode, type ReplayMode} from './replay-mode.js';
import {replayQuestion} from './replay-question.js';

const nextBackend = ({state}: Session, id: string, step: 1 | -1): string | undefined => {
	const {backends} = state.status;
	const index = backends.findIndex(backend => backend.id === id);
	const from = index === -1 && step === -1 ? 0 : index;
	return backends[(from + step + backends.length) % backends.length]?.id;
};

/** Another available backend, if any. */
const otherBackend = (session: Session, id: string | undefined): string | undefined => {
	const {backends} = session.state.status;
	const start = backends.findIndex(backend => backend.id === id) + 1;
	const inTurn = [...backends.slice(start), ...backends.slice(0, start)].filter(backend => backend.id !== id);
	return (inTurn.find(({state, health}) => isAvailable(state, health)) ?? inTurn[0])?.id;
};

/** Why no backend can be chosen; undefined if one can. */
const obstacleTo = (session: Session, {found}: Inspection): string | undefined => {
	switch (found.kind) {
		case 'asked': {
			return 'The request is still loading; try again in a moment';
		}

		case 'missing': {
			return found.reason;
		}

		case 'read': {
			return replayObstacle(found.exchange.detail, isCapturing(session));
		}
	}
};

/** Replays a safe request to its backend at once; otherwise asks for the backend and a confirmation. */
export const openReplay = (session: Session, to: 'same' | 'other'): void => {
	const {mode, status: {backends}} = session.state;
	if (!inspectMode.is(mode)) {
		return;
	}

	const {inspection} = mode;
	const {record} = inspection;
	const had = backends.find(({id}) => id === record.backend?.id)?.id;
	const backend = to === 'same' ? had ?? backends[0]?.id : otherBackend(session, had);
	const obstacle = obstacleTo(session, inspection);
	if (obstacle !== undefined) {
		session.notify(obstacle, 'warn');
	} else if (backend === undefined) {
		session.notify(to === 'same' ? 'There is no backend to replay it to; add one first' : 'There is no other backend to replay it to', 'warn');
	} else if (to === 'same' && had !== undefined && isSafe(record.method)) {
		void sendReplay(session, inspection, backend);
	} else {
		session.change({mode: replayMode.of({inspection, backend, isPending: false})});
	}
};

const change = (session: Session, act: (mode: ReplayMode) => void): void => {
	const {mode} = session.state;
	if (replayMode.is(mode) && !mode.isPending) {
		act(mode);
	}
};

const choose = (session: Session, step: 1 | -1): void => {
	change(session, mode => {
		session.change({mode: replayMode.of({...mode, backend: nextBackend(session, mode.backend, step) ?? mode.backend})});
	});
};

const context: Context = {id: 'replay', title: 'Replay', place: 'in a replay'};

export const replayFeature: Feature = {
	commands: [
		{
			id: 'replay',
			context: inspectContext,
			keys: ['r'],
			label: 'replay',
			help: 'Replay it to the same backend and compare the responses',
			isChange: true,
			footer: 'usually',
			needs: 'replay',
			applies: isRead,
			run(session) {
				openReplay(session, 'same');
			},
		},
		{
			id: 'replay-elsewhere',
			context: inspectContext,
			keys: ['R'],
			label: 'to another',
			help: 'Replay it to another backend and compare the responses',
			isChange: true,
			footer: 'often',
			needs: 'replay',
			applies: isRead,
			run(session) {
				openReplay(session, 'other');
			},
		},
		{
			id: 'send-replay',
			context,
			keys: ['enter', 'y'],
			label: 'send',
			help: 'Replay the request to the backend shown',
			isChange: true,
			footer: 'always',
			run(session) {
				change(session, ({inspection, backend}) => {
					void sendReplay(session, inspection, backend);
				});
			},
		},
		{
			id: 'replay-next',
			context,
			keys: ['right', 'down', 'j', 'tab'],
			label: 'next',
			labelNow: () => 'next backend',
			help: 'Choose the next backend',
			footer: 'usually',
			run(session) {
				choose(session, 1);
			},
		},
		{
			id: 'replay-previous',
			context,
			keys: ['left', 'up', 'k', 'shift-tab'],
			label: 'previous backend',
			help: 'Choose the previous backend',
			run(session) {
				choose(session, -1);
			},
		},
		{
			id: 'cancel-replay',
			context,
			keys: ['esc', 'q', 'n'],
			label: 'cancel',
			help: 'Cancel the replay',
			footer: 'always',
			// A pending replay continues and shows up in the log.
			run(session) {
				const {mode} = session.state;
				if (replayMode.is(mode)) {
					session.change({mode: inspectMode.of({inspection: mode.inspection})});
				}
			},
		},
	],
	modes: {
		replay: {contexts: [context, contexts.screens, contexts.anywhere], isQuestion: true, text: inspectionText, bottom: question(replayMode, replayQuestion), screen: inspectScreen},
	},
};

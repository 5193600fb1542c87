import {changeBeneath, type Mode, type ModeKind} from '../state/mode.js';
import type {Session} from '../state/screen-state.js';
import {messageOf} from '../text/message-of.js';

/** A mode that shows what the engine is asked for once a second. */
export type RefreshedMode = Mode & {
	/** When it was last asked, in milliseconds since the epoch. */
	readonly askedAt: number;
	readonly isAsking: boolean;
	/** Why the last answer is missing. */
	readonly problem?: string;
};

/** Milliseconds; figures are per second. */
const refreshInterval = 1000;

type Refreshing<Refreshed extends RefreshedMode> = {
	/** Opens the mode, or asks again with another question. */
	ask(session: Session, asking: Refreshed): void;
	/** To be called with every round of the feed. */
	onRound(session: Session): void;
};

/** Asks again while a mode of this kind is open. `isSame` says whether an answer still belongs to the question. */
export const refreshing = <Refreshed extends RefreshedMode>(
	kind: ModeKind<Refreshed>,
	read: (session: Session, asking: Refreshed) => Promise<Partial<Refreshed>>,
	isSame: (asking: Refreshed, mode: Refreshed) => boolean,
): Refreshing<Refreshed> => {
	const answerTo = async (session: Session, asking: Refreshed): Promise<Partial<RefreshedMode>> => {
		try {
			return await read(session, asking);
		} catch (error) {
			return {problem: messageOf(error)};
		}
	};

	const ask = async (session: Session, asking: Refreshed): Promise<void> => {
		session.change({mode: kind.of({...asking, askedAt: session.state.now, isAsking: true})});
		const answer = await answerTo(session, asking);
		session.change({
			mode: changeBeneath(session.state.mode, mode => {
				if (!kind.is(mode) || !isSame(asking, mode)) {
					return mode;
				}

				const {problem: _solved, ...rest} = mode;
				return {...rest, ...answer, ...{isAsking: false}};
			}),
		});
	};

	return {
		ask(session, asking) {
			void ask(session, asking);
		},
		onRound(session) {
			const {mode, now} = session.state;
			if (kind.is(mode) && !mode.isAsking && Math.abs(now - mode.askedAt) >= refreshInterval) {
				void ask(session, mode);
			}
		},
	};
};

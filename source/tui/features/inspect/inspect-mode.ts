import type {Ability} from '../../../model/abilities.js';
import type {LogRecord} from '../../../model/access-log-entry.js';
import type {ExchangeDetail} from '../../../model/exchange-detail.js';
import type {ScreenState} from '../../state/screen-state.js';
import {modeKind, type Mode} from '../../state/mode.js';
import type {BodyView} from '../../exchange/body-view.js';
import type {Context} from '../../input/contexts.js';

/** An exchange with formatted bodies. */
export type ReadExchange = {
	readonly detail: ExchangeDetail;
	readonly requestBody?: BodyView;
	readonly responseBody?: BodyView;
};

/** The result of fetching the details of a request. */
export type Found =
	| {readonly kind: 'asked'}
	| {readonly kind: 'missing'; readonly reason: string}
	| {readonly kind: 'read'; readonly exchange: ReadExchange};

/** The inspector. */
export type Inspection = {
	readonly record: LogRecord;
	readonly found: Found;
	/** What the engine does not keep of a request. */
	readonly lacks: readonly Ability[];
	/** The replay of the request. */
	readonly again?: ReadExchange;
	readonly showsSecrets: boolean;
	/** Index of the first visible line. */
	readonly top: number;
};

export type InspectMode = Mode & {readonly kind: 'inspect'; readonly inspection: Inspection};

export const inspectMode = modeKind<InspectMode>('inspect');

export const inspectContext: Context = {id: 'inspect', title: 'Request inspector', place: 'in the inspector'};

/** Whether the details of the inspected request have loaded. */
export const isRead = ({mode}: Pick<ScreenState, 'mode'>): boolean => inspectMode.is(mode) && mode.inspection.found.kind === 'read';

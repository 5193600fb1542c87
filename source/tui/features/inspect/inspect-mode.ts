import type {Ability} from '../../../model/abilities.js';
import type {LogRecord} from '../../../model/access-log-entry.js';
import type {ExchangeDetail} from '../../../model/exchange-detail.js';
import type {BodyView} from '../../exchange/body-view.js';

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

export type InspectMode = {readonly kind: 'inspect'; readonly inspection: Inspection};

/** The choice of a backend for a replay. */
export type ReplayMode = {
	readonly kind: 'replay';
	readonly inspection: Inspection;
	readonly backend: string;
	/** Whether the replay is pending. */
	readonly isPending: boolean;
};

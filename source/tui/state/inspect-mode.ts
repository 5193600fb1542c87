import type {Ability} from '../../model/abilities.js';
import type {LogRecord} from '../../model/access-log-entry.js';
import type {ExchangeDetail} from '../../model/exchange-detail.js';
import type {BodyView} from '../exchange/body-view.js';

/** An exchange with its bodies set out for reading. */
export type ReadExchange = {
	readonly detail: ExchangeDetail;
	readonly requestBody?: BodyView;
	readonly responseBody?: BodyView;
};

/** What came of asking for the detail of a request. */
export type Found =
	| {readonly kind: 'asked'}
	| {readonly kind: 'missing'; readonly reason: string}
	| {readonly kind: 'read'; readonly exchange: ReadExchange};

/** One request is looked at closely. */
export type Inspection = {
	readonly record: LogRecord;
	readonly found: Found;
	/** What the engine does not keep of a request. */
	readonly lacks: readonly Ability[];
	/** The same request, sent once more, and how it ended then. */
	readonly again?: ReadExchange;
	readonly showsSecrets: boolean;
	/** Index of the first line on the screen. */
	readonly top: number;
};

export type InspectMode = {readonly kind: 'inspect'; readonly inspection: Inspection};

/** A backend is chosen to which the request is sent once more. */
export type ReplayMode = {
	readonly kind: 'replay';
	readonly inspection: Inspection;
	/** Id of the backend. */
	readonly backend: string;
	/** Whether the request was sent and its answer is awaited. */
	readonly isPending: boolean;
};

import {decode} from '../../../engines/remote/decode.js';
import type {ControlEvent} from '../../../model/event.js';
import {eventNotice} from '../../../tui/notices/event-notice.js';
import {withNews} from '../../../tui/state/journal.js';
import {eventPageWire, eventWire} from '../../../wire/event.js';
import {requestPageWire, requestWire} from '../../../wire/request.js';
import type {Context} from './context.js';
import {printable, printableJson} from './printable.js';
import {momentText, requestText} from './item-text.js';

export type ListingPage = {
	/** As the instance has answered. */
	readonly json: unknown;
	readonly lines: readonly string[];
	/** How many are no longer available. */
	readonly skipped: number;
	/** Number of the newest. */
	readonly last: number;
	readonly hasMore: boolean;
};

const usualLimit = 100;
const maxLimit = 1000;

/** As on the screen: a command and its one change are one line. */
const eventTexts = (events: readonly ControlEvent[]): readonly string[] => {
	const news = events.flatMap(event => {
		const told = eventNotice(event);
		return told ? [{...told, at: event.at, event}] : [];
	});
	return withNews([], news).map(({at, text}) => `${momentText(at)}  ${text}`).toReversed();
};

/** What is printed item by item: the newest, or what came after a number. */
export const listings = {
	async requests({client, filter, json: asJson}, after) {
		const which = after === undefined ? `newest=true&limit=${usualLimit}` : `since=${after}&limit=${maxLimit}&newest=false`;
		const json = await client.read(`/requests?${which}&filter=${encodeURIComponent(filter)}`);
		const {records, skipped, last, more = false} = decode(requestPageWire, json, client.address);
		return {json, skipped, last, hasMore: more, lines: records.map(record => asJson ? printableJson(requestWire.encode(record), '') : printable(requestText(record)))};
	},
	async events({client, json: asJson}, after = 0) {
		const json = await client.read(`/events/history?since=${after}`);
		const {events, skipped, last} = decode(eventPageWire, json, client.address);
		const lines = asJson ? events.map(event => printableJson(eventWire.encode(event), '')) : eventTexts(events).map(text => printable(text));
		return {json, lines, skipped, last, hasMore: false};
	},
} satisfies Readonly<Record<string, (context: Context, after?: number) => Promise<ListingPage>>>;

export type ListingName = keyof typeof listings;

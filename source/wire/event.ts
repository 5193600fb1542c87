import * as z from 'zod';
import {actorName, faces, type Actor} from '../model/actor.js';
import {commandWords} from '../model/command.js';
import type {ControlEvent, EventPage} from '../model/event.js';
import {outlierWords} from '../model/outlier.js';
import {warningWords} from '../model/warning.js';
import {configuredBackendWire} from './backend.js';
import {commandWire} from './command.js';
import {adminState, count, figure, flag, health, milliseconds, moment, ordinal, policy, text} from './values.js';
import {outlierWire} from './outlier.js';
import {warningWire} from './warning.js';
import {later, leftOut, list, optional, resource, same, variants, type Wire} from './wire.js';

const actorWire = resource<Actor>({
	face: same(z.enum(faces), z.enum(faces).catch('unknown')),
	name: optional(text),
	tokenName: ['token_name', leftOut(text)],
	/** From the `User-Agent`: anyone can claim it. */
	claimedName: ['claimed_name', leftOut(text)],
});
const told = {number: later(ordinal), at: moment, actor: actorWire, commandId: ['command_id', leftOut(text)], batch: leftOut(text)} as const;
const backend = configuredBackendWire;

const events = variants<ControlEvent>({
	'backend-added': {...told, backend},
	'backend-removed': {...told, backend},
	'backend-returned': {...told, backend},
	'health-check-changed': {...told, backend},
	'state-changed': {...told, backend, from: adminState, to: adminState},
	'weight-changed': {...told, backend, from: count, to: count},
	'health-changed': {...told, backend, from: health, to: health, reason: text, hint: leftOut(text)},
	'backend-ejected': {...told, backend, outlier: outlierWire, durationMs: ['duration_ms', milliseconds]},
	'stall-changed': {...told, backend, isStalled: ['stalled', flag], waitedMs: ['waited_ms', figure]},
	'policy-changed': {...told, from: policy, to: policy},
	'panic-changed': {...told, isPanic: ['panic', flag]},
	'worker-restarted': {...told, worker: count, reason: text},
	'name-removed': {...told, url: text},
	'name-changed': {...told, url: text, from: count, to: count},
	'settings-changed': {...told, names: list(text), remembered: leftOut(list(text))},
	'settings-remembered': {...told, names: list(text), file: text},
	'config-applied': {...told, file: text},
	'certificate-changed': {...told, names: list(text), source: text, notAfter: ['not_after', moment]},
	warning: {...told, warning: warningWire},
	command: {...told, command: commandWire},
}, {
	'backend-ejected': {
		reason: {schema: text.schema, encode: ({outlier}) => outlierWords(outlier)},
	},
	command: {
		by: {schema: text.schema, encode: ({actor}) => actorName(actor)},
		what: {schema: text.schema, encode: ({command}) => commandWords(command)},
	},
	warning: {
		message: {schema: text.schema, encode: ({warning}) => warningWords(warning)},
	},
});

/** Older instances had the terminal and the admin API alone, both by name. */
const actorCalled = (name: unknown): unknown => name === 'terminal' ? {face: 'terminal'} : {face: name === undefined ? 'unknown' : 'api', name};

const known = ({reader}: Pick<Wire<unknown>, 'reader'>, json: unknown, words: unknown): unknown => reader.safeParse(json).success ? json : {type: 'other', words};

/** Older instances tell of commands, warnings and outliers in words alone; newer ones may know some that this one does not. */
const completed = (json: unknown): unknown => {
	if (typeof json !== 'object' || json === null) {
		return json;
	}

	const {type, actor, command, warning, outlier, by, what, message, reason}: Readonly<Record<string, unknown>> = {...json};
	return {
		...json,
		actor: actor ?? actorCalled(by),
		...(type === 'command' && {command: known(commandWire, command, what)}),
		...(type === 'warning' && {warning: known(warningWire, warning, message)}),
		...(type === 'backend-ejected' && {outlier: known(outlierWire, outlier, reason)}),
	};
};

/** Something has happened. */
export const eventWire: typeof events = {...events, reader: z.preprocess(completed, events.reader)};

/** A newer instance may tell of events that are unknown here. */
const knownEvents: Wire<readonly ControlEvent[]> = {
	...list(eventWire),
	reader: z.array(z.unknown()).transform(values => values.flatMap(value => {
		const {success, data} = eventWire.reader.safeParse(value);
		return success ? [data] : [];
	})),
};

/** Events, oldest first. */
export const eventPageWire = resource<EventPage>({
	events: knownEvents,
	/** How many newer than `since` are no longer available. */
	skipped: count,
	/** Pass this as `since` to get what comes next. */
	last: ordinal,
});

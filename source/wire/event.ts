import type {ControlEvent} from '../model/event.js';
import {configuredBackendWire} from './backend.js';
import {adminState, count, figure, flag, health, milliseconds, moment, policy, text} from './values.js';
import {leftOut, list, variants} from './wire.js';

const at = moment;
const backend = configuredBackendWire;

/** Something changed. */
export const eventWire = variants<ControlEvent>({
	'backend-added': {at, backend},
	'backend-removed': {at, backend},
	'backend-returned': {at, backend},
	'health-check-changed': {at, backend},
	'state-changed': {at, backend, from: adminState, to: adminState},
	'weight-changed': {at, backend, from: count, to: count},
	'health-changed': {at, backend, from: health, to: health, reason: text, hint: leftOut(text)},
	'backend-ejected': {at, backend, reason: text, durationMs: ['duration_ms', milliseconds]},
	'stall-changed': {at, backend, isStalled: ['stalled', flag], waitedMs: ['waited_ms', figure]},
	'policy-changed': {at, from: policy, to: policy},
	'panic-changed': {at, isPanic: ['panic', flag]},
	'worker-restarted': {at, worker: count, reason: text},
	'name-removed': {at, url: text},
	'name-changed': {at, url: text, from: count, to: count},
	'settings-changed': {at, names: list(text), remembered: leftOut(list(text))},
	'settings-remembered': {at, names: list(text), file: text},
	'config-applied': {at, file: text},
	warning: {at, message: text},
	command: {at, by: text, what: text},
});

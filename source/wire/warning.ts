import * as z from 'zod';
import type {Warning} from '../model/warning.js';
import {count, flag, milliseconds, moment, text} from './values.js';
import {leftOut, list, same, variants} from './wire.js';

/** A warning. */
export const warningWire = variants<Warning>({
	'drain-timed-out': {url: text, left: count},
	'access-log-lost': {lines: count, reason: leftOut(text)},
	'lookup-failed': {url: text, reason: text, known: count},
	'wrong-token': {address: text},
	'wrong-tokens': {count, withinMs: ['within_ms', milliseconds], addresses: list(text), isFromOthers: ['from_others', flag]},
	'config-refused': {reason: text},
	'config-mismatch': {url: text, reason: text},
	'restart-needed': {setting: text},
	'few-open-files': {limit: count, connections: count, wanted: leftOut(count)},
	'authority-made': {file: text},
	'certificate-refused': {source: text, reason: text},
	'certificate-expires': {names: list(text), source: text, daysLeft: ['days_left', same(z.int())]},
	'certificate-pending': {name: text, authority: text},
	'certificate-not-renewed': {name: text, reason: text, retryAt: ['retry_at', moment]},
	'saved-state': {reason: text},
	'service-manager': {reason: text},
	'connection-lost': {reason: text},
	other: {words: text},
});

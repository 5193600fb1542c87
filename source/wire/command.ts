import * as z from 'zod';
import type {ChangedSetting, Command} from '../model/command.js';
import {poolChangeWire} from './pool-change.js';
import {backendChangeWire} from './pool.js';
import {count, flag, text} from './values.js';
import {leftOut, list, optional, resource, same, variants} from './wire.js';

/** A command that was carried out. */
export const commandWire = variants<Command>({
	add: {url: text, weight: count},
	update: {url: text, change: backendChangeWire},
	remove: {url: text, isForced: ['force', flag], drainsFirst: ['drains_first', flag]},
	'replace-pool': {entries: count},
	undo: {undone: poolChangeWire},
	replay: {request: count, url: optional(text)},
	'change-settings': {changes: list(resource<ChangedSetting>({
		name: text,
		value: leftOut(same(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
	}))},
	other: {words: text},
});

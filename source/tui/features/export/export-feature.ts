import {writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {lackReason} from '../../../model/abilities.js';
import {wallTime} from '../../../model/steady-clock.js';
import {contexts, type Context} from '../../input/contexts.js';
import {prompt} from '../../modes/prompt.js';
import {toBelow} from '../../modes/to-below.js';
import type {Feature, Session} from '../../state/screen-state.js';
import type {Told} from '../../notices/event-notice.js';
import {insertSpaced, textField} from '../../state/text-field.js';
import {refuse, sendOff, whileTyping} from '../../modes/form.js';
import {messageOf} from '../../text/message-of.js';
import {textEntry} from '../../modes/text-entry.js';
import {inspectScreen} from '../inspect/inspect-screen.js';
import {exportContext} from '../copy-curl/copy-curl-feature.js';
import {inspectMode} from '../inspect/inspect-mode.js';
import {exportForm} from './export-form.js';
import {readEntries} from './read-entries.js';
import {exportFormats, fileExtensions, writeExport, type ExportFormat} from './export-format.js';
import {exportRecords} from './export-records.js';
import {exportMode, type ExportMode} from './export-mode.js';

/** Such as `proxy-tui-20260102-120000`. */
const baseName = (now: number): string => `proxy-tui-${new Date(wallTime(now)).toISOString().slice(0, 19).replaceAll(/[\-:]/gv, '').replace('T', '-')}`;

const hasExtension = (name: string, format: ExportFormat): boolean => name.endsWith(`.${fileExtensions[format]}`);

/** The format of a file name's extension. */
const formatOf = (name: string): ExportFormat | undefined => exportFormats.find(format => hasExtension(name, format));

const withExtension = (name: string, to: ExportFormat): string => {
	if (name === '') {
		return '';
	}

	const from = formatOf(name);
	return `${from === undefined ? name : name.slice(0, -fileExtensions[from].length - 1)}.${fileExtensions[to]}`;
};

export const openExport = (session: Session): void => {
	const {mode, now} = session.state;
	const field = textField(`${baseName(now)}.har`);
	if (inspectMode.is(mode)) {
		const {record, showsSecrets} = mode.inspection;
		session.change({mode: exportMode.of({records: [record], choice: 'inspected', format: 'har', field, showsSecrets, isPending: false, back: mode})});
		return;
	}

	const {records, choice} = exportRecords(session.state);
	if (records.length === 0) {
		session.notify('There are no requests to export yet', 'warn');
	} else {
		session.change({mode: exportMode.of({records, choice, format: 'har', field, showsSecrets: false, isPending: false, back: mode})});
	}
};

const reasons: Readonly<Record<string, string>> = {
	EEXIST: 'The file exists already; give another name',
	ENOENT: 'The directory does not exist; give another name',
	EACCES: 'Permission denied; give another name',
	EPERM: 'Permission denied; give another name',
	EROFS: 'The file system is read-only; give another name',
	EISDIR: 'That is a directory; add a file name',
	ENOSPC: 'The disk is full; make room, or give another name',
};

const reasonOf = (error: unknown): string => reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? messageOf(error);

/** Readable by the owner only, since requests contain secrets even with masked headers. Never overwrites a file. */
const save = async (name: string, text: string): Promise<string> => {
	const file = name.startsWith('~/') ? path.join(os.homedir(), name.slice(2)) : path.resolve(name);
	await writeFile(file, text, {flag: 'wx', mode: 0o600});
	return file;
};

const plural = (count: number): string => count === 1 ? '1 request' : `${count} requests`;

const copy = async (session: Session, text: string): Promise<string> => {
	const where = await session.copy(text);
	if (where === undefined) {
		throw new Error('That is too long for a clipboard; enter writes it to the file');
	}

	return where;
};

/** Exports the requests and reports what was no longer available. */
const write = async (session: Session, {records, format, field, showsSecrets}: ExportMode, destination: 'file' | 'clipboard'): Promise<Told> => {
	const {entries, withoutDetail, withoutBodies} = await readEntries(records, session.control);
	const text = await writeExport(format, entries, exportContext(session, showsSecrets));
	const where = destination === 'file' ? await save(field.text, text) : await copy(session, text);
	const lacking = format === 'csv' ? undefined : lackReason(session.state.status, 'headers');
	const remarks = [
		lacking !== undefined && `. ${lacking}`,
		lacking === undefined && withoutDetail > 0 && format !== 'csv' && `; the headers of ${withoutDetail} were no longer available`,
		withoutBodies > 0 && format !== 'csv' && `; the bodies of ${withoutBodies} were left out`,
	].filter(remark => remark !== false);
	return {text: `Wrote ${plural(entries.length)} to ${where}${remarks.join('')}`, tone: remarks.length === 0 ? 'good' : 'warn'};
};

const send = (session: Session, mode: ExportMode, destination: 'file' | 'clipboard'): void => {
	void sendOff(session, mode, {
		command: write(session, mode, destination),
		close: () => ({mode: mode.back}),
		done: told => told,
		reasonOf,
	});
};

const entry = textEntry((session, change) => {
	whileTyping(session, exportMode, ({problem: _solved, ...mode}) => {
		const field = change(mode.field);
		session.change({mode: exportMode.of({...mode, field, format: formatOf(field.text) ?? mode.format})});
	});
}, insertSpaced);

const context: Context = {id: 'export', title: 'Export', place: 'in an export'};

export const exportFeature: Feature = {
	commands: [
		{
			id: 'export',
			context: contexts.browse,
			keys: ['e'],
			label: 'export',
			help: 'Export the marked requests, or all that are listed',
			applies: state => exportRecords(state).records.length > 0,
			run: openExport,
		},
		{
			id: 'export-file',
			context,
			keys: ['enter'],
			label: 'write',
			labelNow: () => 'to the file',
			help: 'Write them to the file',
			footer: 'always',
			run(session) {
				whileTyping(session, exportMode, mode => {
					if (mode.field.text === '') {
						refuse(session, mode, 'Type a file name first');
					} else {
						send(session, mode, 'file');
					}
				});
			},
		},
		{
			id: 'export-clipboard',
			context,
			keys: ['ctrl-y'],
			label: 'copy',
			labelNow: () => 'to the clipboard',
			help: 'Copy them to the clipboard instead',
			footer: 'often',
			run(session) {
				whileTyping(session, exportMode, mode => {
					send(session, mode, 'clipboard');
				});
			},
		},
		{
			id: 'export-format',
			context,
			keys: ['tab'],
			label: 'format',
			help: 'Switch the format: HAR, curl, JSON lines, CSV',
			footer: 'usually',
			run(session) {
				whileTyping(session, exportMode, ({problem: _solved, ...mode}) => {
					const format = exportFormats[(exportFormats.indexOf(mode.format) + 1) % exportFormats.length]!;
					session.change({mode: exportMode.of({...mode, format, field: textField(withExtension(mode.field.text, format))})});
				});
			},
		},
		{
			id: 'export-secrets',
			context,
			keys: ['ctrl-s'],
			label: 'secrets',
			labelNow: ({mode}) => exportMode.is(mode) && mode.showsSecrets ? 'mask secrets' : 'with secrets',
			help: 'Include or mask the values of secret headers',
			footer: 'rarely',
			run(session) {
				whileTyping(session, exportMode, mode => {
					session.change({mode: exportMode.of({...mode, showsSecrets: !mode.showsSecrets})});
				});
			},
		},
		toBelow({id: 'cancel-export', context, keys: ['esc'], help: 'Close the form without exporting'}),
	],
	modes: {
		export: {contexts: [context, contexts.typing, contexts.anywhere], entry, bottom: prompt(exportMode, [5, 5], exportForm), screen: inspectScreen},
	},
};

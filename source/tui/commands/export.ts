import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {exportFormats, fileExtensions, writeExport, type ExportFormat} from '../export/export-format.js';
import {readEntries} from '../export/read-entries.js';
import type {exportKeys} from '../keymap/export.js';
import type {Session} from '../session.js';
import type {ExportMode} from '../state/export-mode.js';
import {exportRecords} from '../state/export-records.js';
import {insert, textField} from '../state/text-field.js';
import {exportContext} from './copy-curl.js';
import {messageOf} from './pool-commands.js';
import type {RunsOf} from './run.js';
import type {TextEntry} from './text-entry.js';

/** Such as `proxy-tui-20260102-120000`. */
const baseName = (now: number): string => `proxy-tui-${new Date(now).toISOString().slice(0, 19).replaceAll(/[\-:]/gv, '').replace('T', '-')}`;

const withExtension = (name: string, from: ExportFormat, to: ExportFormat): string => {
	const extension = `.${fileExtensions[from]}`;
	return `${name.endsWith(extension) ? name.slice(0, -extension.length) : name}.${fileExtensions[to]}`;
};

export const openExport = (session: Session): void => {
	const {mode, now} = session.state;
	const field = textField(`${baseName(now)}.har`);
	if (mode.kind === 'inspect') {
		const {record, showsSecrets} = mode.inspection;
		session.change({mode: {kind: 'export', records: [record], choice: 'inspected', format: 'har', field, showsSecrets, isPending: false, back: mode}});
		return;
	}

	const {records, choice} = exportRecords(session.state);
	if (records.length === 0) {
		session.notify('There are no requests to export yet', 'warn');
	} else {
		session.change({mode: {kind: 'export', records, choice, format: 'har', field, showsSecrets: false, isPending: false, back: mode}});
	}
};

const reasons: Readonly<Record<string, string>> = {
	EEXIST: 'There is such a file already; give another name',
	ENOENT: 'There is no such directory; give another name',
	EACCES: 'It may not be written there; give another name',
	EPERM: 'It may not be written there; give another name',
	EROFS: 'Nothing can be written there; give another name',
	EISDIR: 'That is a directory; give a name in it',
	ENOSPC: 'The disk is full; make room, or give another name',
};

const reasonOf = (error: unknown): string => reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? messageOf(error);

/** Only the person who writes it can read it: requests hold secrets even where headers are masked. Nothing is written over. */
const save = async (name: string, text: string): Promise<string> => {
	const file = path.resolve(name);
	await writeFile(file, text, {flag: 'wx', mode: 0o600});
	return file;
};

const plural = (count: number): string => count === 1 ? '1 request' : `${count} requests`;

const copy = (session: Session, text: string): string => {
	const way = session.copy(text);
	if (way === undefined) {
		throw new Error('That is too long for a clipboard; enter writes it to the file');
	}

	return `the terminal's clipboard (${way})`;
};

const write = async (session: Session, mode: ExportMode, destination: 'file' | 'clipboard'): Promise<void> => {
	session.change({mode: {...mode, isPending: true}});
	/** The form, unless it was left meanwhile. */
	const form = (): ExportMode | undefined => {
		const {mode: shown} = session.state;
		return shown.kind === 'export' && shown.isPending && shown.records === mode.records ? shown : undefined;
	};

	try {
		const {entries, withoutDetail, withoutBodies} = await readEntries(mode.records, session.control);
		const text = await writeExport(mode.format, entries, exportContext(session, mode.showsSecrets));
		const where = destination === 'file' ? await save(mode.field.text, text) : copy(session, text);
		const remarks = [
			withoutDetail > 0 && mode.format !== 'csv' && `; of ${withoutDetail} the headers were no longer at hand`,
			withoutBodies > 0 && mode.format !== 'csv' && `; the bodies of ${withoutBodies} were left out`,
		].filter(remark => remark !== false);
		session.notify(`Wrote ${plural(entries.length)} to ${where}${remarks.join('')}`, remarks.length === 0 ? 'good' : 'warn');
		const open = form();
		if (open) {
			session.change({mode: open.back});
		}
	} catch (error) {
		const open = form();
		if (open) {
			session.change({mode: {...open, isPending: false, problem: reasonOf(error)}});
		} else {
			session.notify(reasonOf(error), 'bad');
		}
	}
};

const whileOpen = (session: Session, act: (mode: ExportMode) => void): void => {
	const {mode} = session.state;
	if (mode.kind === 'export' && !mode.isPending) {
		act(mode);
	}
};

export const exportEntry: TextEntry = {
	edit(session, change) {
		whileOpen(session, ({problem: _solved, ...mode}) => {
			session.change({mode: {...mode, field: change(mode.field)}});
		});
	},
	type(session, text) {
		exportEntry.edit(session, field => insert(field, text));
	},
	paste(session, text) {
		exportEntry.edit(session, field => insert(field, text.trim()));
	},
};

export const exportRuns: RunsOf<typeof exportKeys> = {
	export: openExport,
	'export-file'(session) {
		whileOpen(session, mode => {
			if (mode.field.text !== '') {
				void write(session, mode, 'file');
			}
		});
	},
	'export-clipboard'(session) {
		whileOpen(session, mode => {
			void write(session, mode, 'clipboard');
		});
	},
	'export-format'(session) {
		whileOpen(session, ({problem: _solved, ...mode}) => {
			const format = exportFormats[(exportFormats.indexOf(mode.format) + 1) % exportFormats.length]!;
			session.change({mode: {...mode, format, field: textField(withExtension(mode.field.text, mode.format, format))}});
		});
	},
	'export-secrets'(session) {
		whileOpen(session, mode => {
			session.change({mode: {...mode, showsSecrets: !mode.showsSecrets}});
		});
	},
	'cancel-export'(session) {
		const {mode} = session.state;
		if (mode.kind === 'export') {
			session.change({mode: mode.back});
		}
	},
};

import {toCsv} from './csv.js';
import {toCurl} from './curl.js';
import type {ExportContext, ExportEntry} from './export-entry.js';
import {toHar} from './har.js';
import {toJsonLines} from './json-lines.js';

export const exportFormats = ['har', 'curl', 'jsonl', 'csv'] as const;

export type ExportFormat = (typeof exportFormats)[number];

export const formatNames: Readonly<Record<ExportFormat, string>> = {
	har: 'HAR 1.2',
	curl: 'curl commands',
	jsonl: 'JSON lines',
	csv: 'CSV',
};

export const fileExtensions: Readonly<Record<ExportFormat, string>> = {
	har: 'har',
	curl: 'sh',
	jsonl: 'jsonl',
	csv: 'csv',
};

export const writeExport = async (format: ExportFormat, entries: readonly ExportEntry[], context: ExportContext): Promise<string> => {
	switch (format) {
		case 'har': {
			return toHar(entries, context);
		}

		case 'curl': {
			return entries.map(entry => `${toCurl(entry, context)}\n`).join('\n');
		}

		case 'jsonl': {
			return toJsonLines(entries, context);
		}

		case 'csv': {
			return toCsv(entries.map(({record}) => record));
		}
	}
};

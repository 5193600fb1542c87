import {editProblem, type EditedRequest} from '../../../model/edited-request.js';
import type {ExchangeDetail} from '../../../model/exchange-detail.js';
import {fieldsOf, shownFields, valueOf, type Field} from '../../exchange/headers.js';

const help = [
	'# Save and quit to send it; empty the file to cancel. Lines that begin with # count only here, at the top.',
	'# The proxy writes the fields that frame the body.',
];
const hiddenBody = '# Its body is sent as it was: it was not captured in full, or is no plain text.';

/** Fields that the proxy writes. */
const framing = new Set(['content-length', 'transfer-encoding', 'trailer', 'expect']);

const isShown = ({name}: Field): boolean => !framing.has(name.toLowerCase());

/** The body as text; undefined if an editor would damage it. */
const bodyText = ({record, requestHeaders, requestBody}: ExchangeDetail): string | undefined => {
	if (requestBody === undefined) {
		return record.requestBytes === 0 ? '' : undefined;
	}

	if (requestBody.bytes.length < requestBody.totalBytes || valueOf(requestHeaders, 'content-encoding') !== undefined) {
		return undefined;
	}

	try {
		return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(requestBody.bytes);
	} catch {
		return undefined;
	}
};

const headOf = ({record: {method, target}}: ExchangeDetail): string => `${method} ${target}`;

const lineOf = ({name, value}: Field): string => `${name}: ${value}`;

/** A request as text for an editor: request line, header fields, and after an empty line the body. */
export const requestText = (detail: ExchangeDetail, showsSecrets: boolean): string => {
	const body = bodyText(detail);
	return [
		...help,
		...(body === undefined ? [hiddenBody] : []),
		headOf(detail),
		...shownFields(detail.requestHeaders, showsSecrets).filter(field => isShown(field)).map(field => lineOf(field)),
		'',
		body ?? '',
	].join('\n');
};

/** A field as typed; one that is still masked has its recorded value. */
const readField = (line: string, detail: ExchangeDetail): readonly [string, string] => {
	const colon = line.indexOf(':');
	const [name, value] = colon === -1 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).trim()];
	const masked = shownFields(detail.requestHeaders, false);
	const index = masked.findIndex(field => field.name.toLowerCase() === name.toLowerCase() && field.value === value);
	return [name, fieldsOf(detail.requestHeaders)[index]?.value ?? value];
};

export type ReadEdit = {readonly edit: EditedRequest} | {readonly problem: string} | {readonly cancelled: true};

/** Reads an edited text. What is as it was is left out. */
export const readRequestText = (text: string, detail: ExchangeDetail): ReadEdit => {
	const lines = text.split(/\r?\n/v);
	const start = lines.findIndex(line => !line.startsWith('#'));
	const content = start === -1 ? [] : lines.slice(start);
	if (content.every(line => line.trim() === '')) {
		return {cancelled: true};
	}

	const end = content.indexOf('');
	const [head = '', ...fields] = end === -1 ? content : content.slice(0, end);
	const [method = '', target = ''] = head.replace(/ HTTP\/\d\.\d$/v, '').split(/ +/v, 2);
	const before = bodyText(detail);
	// Editors end the last line.
	const typed = end === -1 ? '' : content.slice(end + 1).join('\n');
	const body = typed.endsWith('\n') && before?.endsWith('\n') !== true ? typed.slice(0, -1) : typed;
	const headers = fields.map(line => readField(line, detail));
	const recorded = fieldsOf(detail.requestHeaders).filter(field => isShown(field));
	const isSame = headers.length === recorded.length && headers.every(([name, value], index) => recorded[index]!.name === name && recorded[index]!.value === value);
	const edit: EditedRequest = {
		...(method !== detail.record.method && {method}),
		...(target !== detail.record.target && {target}),
		...(!isSame && {headers}),
		...(body !== (before ?? '') && {body}),
	};
	const problem = editProblem(edit);
	return problem === undefined ? {edit} : {problem};
};

import {lackReasons} from '../../../model/abilities.js';
import type {ExchangeDetail, RawHeaders} from '../../../model/exchange-detail.js';
import {waterfall} from '../../chart/waterfall.js';
import type {BodyView} from '../../exchange/body-view.js';
import {fieldsOf, shownFields} from '../../exchange/headers.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {sanitize} from '../../text/sanitize.js';
import {formatBytes, formatDuration} from '../../text/units.js';
import {wrapText} from '../../text/wrap.js';
import {heading, labelled, margin, paragraph, verbatim} from '../../layout/prose.js';
import {attemptLines, idLines, requestSummary} from '../../components/side-panel/request-summary.js';
import type {Inspection, ReadExchange} from './inspect-mode.js';
import {phaseSpans} from './phase-spans.js';

const origin = ({choice, reusedConnection, record}: ExchangeDetail, columns: number, look: Look): Line[] => [
	...(choice ? labelled('chosen by', `${choice.policy}: ${choice.reason}`, columns, look) : []),
	...attemptLines(record, columns, look),
	...(reusedConnection === undefined ? [] : labelled('connection', reusedConnection ? 'reused' : 'new', columns, look)),
	...idLines(record, columns, look),
];

const headerLines = (headers: RawHeaders, showsSecrets: boolean, columns: number, look: Look): Line[] => shownFields(headers, showsSecrets).flatMap(({name, value}) => {
	const safeName = sanitize(name, look.glyphs);
	// Continuations are indented, like obsolete line folding.
	return wrapText(`${safeName}: ${value}`, columns - 4, look.glyphs).map((line, index): Line => index === 0 && line.startsWith(`${safeName}:`)
		? [segment(margin), segment(safeName, 'info'), segment(line.slice(safeName.length))]
		: [segment(`${margin}  `), segment(line)]);
});

const bodyLines = (name: string, body: BodyView | undefined, bytes: number, columns: number, look: Look): Line[] => {
	if (!body) {
		return bytes === 0 ? [] : [...heading(name, formatBytes(bytes)), [segment(`${margin}Not captured: press `, 'muted'), segment('c', 'key'), segment(' to capture the bodies of new requests', 'muted')]];
	}

	const title = heading(name, `${body.kind}, ${formatBytes(bytes)}`);
	return [
		...title,
		...(body.remark === undefined ? [] : paragraph(body.remark, columns, look, 'warn')),
		...body.lines.flatMap(line => verbatim(line, columns, look)),
	];
};

const secretsRemark = (headers: RawHeaders, showsSecrets: boolean): string => {
	const shown = shownFields(headers, false);
	const hasSecrets = fieldsOf(headers).some(({value}, index) => shown[index]!.value !== value);
	return hasSecrets && !showsSecrets ? 'secrets masked, s shows' : '';
};

const requestHeaderLines = ({requestHeaders, httpVersion}: ExchangeDetail, showsSecrets: boolean, columns: number, look: Look): Line[] => [
	...heading('Request headers', [httpVersion === '' ? 'none could be read' : `HTTP/${httpVersion}`, secretsRemark(requestHeaders, showsSecrets)].filter(Boolean).join(', ')),
	...headerLines(requestHeaders, showsSecrets, columns, look),
];

const responseHeaderLines = ({record, responseHeaders, statusText = ''}: ExchangeDetail, showsSecrets: boolean, columns: number, look: Look): Line[] => responseHeaders
	? [
		...heading('Response headers', [`${record.status} ${sanitize(statusText, look.glyphs)}`.trim(), secretsRemark(responseHeaders, showsSecrets)].filter(Boolean).join(', ')),
		...headerLines(responseHeaders, showsSecrets, columns, look),
	]
	: [...heading('Response'), [segment(`${margin}None was sent to the client`, 'muted')]];

const readLines = ({detail, requestBody, responseBody}: ReadExchange, {lacks, showsSecrets}: Inspection, columns: number, look: Look): Line[] => {
	const {record} = detail;
	const phases = waterfall(phaseSpans(detail.phases), columns, look);
	const [hasHeaders, hasBodies] = [!lacks.includes('headers'), !lacks.includes('bodies')];
	return [
		...requestSummary(record, columns, look),
		...origin(detail, columns, look),
		...(phases.length === 0 ? [] : [...heading('Timing', formatDuration(record.durationMs)), ...phases]),
		...(hasHeaders ? requestHeaderLines(detail, showsSecrets, columns, look) : []),
		...(hasBodies ? bodyLines('Request body', requestBody, record.requestBytes, columns, look) : []),
		...(hasHeaders ? responseHeaderLines(detail, showsSecrets, columns, look) : []),
		...(hasBodies ? bodyLines('Response body', responseBody, record.responseBytes, columns, look) : []),
		...(['headers', 'bodies'] as const).flatMap(ability => lacks.includes(ability) ? [[], ...paragraph(lackReasons[ability], columns, look, 'muted')] : []),
	];
};

/** All details of a request. */
export const exchangeLines = (inspection: Inspection, columns: number, look: Look): readonly Line[] => {
	const {record, found} = inspection;
	switch (found.kind) {
		case 'asked': {
			return [...requestSummary(record, columns, look), [], [segment(`${margin}Loading the rest${look.glyphs.ellipsis}`, 'muted')]];
		}

		case 'missing': {
			return [...requestSummary(record, columns, look), ...attemptLines(record, columns, look), [], ...paragraph(found.reason, columns, look, 'warn')];
		}

		case 'read': {
			return readLines(found.exchange, inspection, columns, look);
		}
	}
};

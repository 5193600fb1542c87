import type {RawHeaders} from '../../../model/exchange-detail.js';
import {fieldsOf, shownField, type Field} from '../../exchange/headers.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ReadExchange} from '../inspect/inspect-mode.js';
import {shortUrl} from '../../text/address.js';
import {formatBytes, formatDuration} from '../../text/units.js';
import {pad} from '../../text/width.js';
import {wrapWords} from '../../text/wrap.js';
import type {Tone} from '../../look/theme.js';
import {heading, paragraph} from '../../layout/prose.js';
import {diffLines, type DiffRow} from './line-diff.js';

/** The sign of a difference. */
const differs = ({isUnicode}: Look['glyphs']): string => isUnicode ? '≠' : '!';

/** Minimum width to place both sides next to each other. */
const besideFrom = 56;

type Place = {
	readonly columns: number;
	readonly look: Look;
};

type Signs = {
	/** Between both sides, or before each if they are stacked. */
	readonly between: string;
	readonly left: string;
	readonly right: string;
	readonly tone: Tone;
};

const signsOf = (isSame: boolean, glyphs: Look['glyphs']): Signs => isSame
	? {between: ' ', left: ' ', right: ' ', tone: 'muted'}
	: {between: differs(glyphs), left: '-', right: '+', tone: 'plain'};

const sideBySide = (left: string, right: string, {between, tone}: Signs, {columns, look: {glyphs}}: Place): Line[] => {
	const half = Math.floor((columns - 5) / 2);
	const lefts = wrapWords(left, half, glyphs);
	const rights = wrapWords(right, half, glyphs);
	return Array.from({length: Math.max(lefts.length, rights.length)}, (_, index): Line => [
		segment(` ${pad(lefts[index] ?? '', half)}`, tone),
		segment(` ${index === 0 ? between : ' '} `, 'warn'),
		segment(rights[index] ?? '', tone),
	]);
};

const oneSide = (text: string | undefined, sign: string, tone: Tone, {columns, look: {glyphs}}: Place): Line[] => text === undefined
	? []
	: wrapWords(text, columns - 4, glyphs).map((line, index) => [segment(` ${index === 0 ? sign : ' '} `, 'warn'), segment(line, tone)]);

const bothSides = ({left, right, isSame}: DiffRow, place: Place): Line[] => {
	const signs = signsOf(isSame, place.look.glyphs);
	return place.columns < besideFrom
		? [...oneSide(left, signs.left, signs.tone, place), ...(isSame ? [] : oneSide(right, signs.right, signs.tone, place))]
		: sideBySide(left ?? '', right ?? '', signs, place);
};

/** The requests of the two sides. */
const headLines = (first: ReadExchange, second: ReadExchange, place: Place): Line[] => {
	const [left, right] = [`before: request ${first.detail.record.number}`, `again: request ${second.detail.record.number}`];
	return place.columns < besideFrom
		? [...oneSide(left, '-', 'strong', place), ...oneSide(right, '+', 'strong', place)]
		: sideBySide(left, right, {...signsOf(true, place.look.glyphs), tone: 'strong'}, place);
};

const rowOf = (left: string, right: string): DiffRow => ({left, right, isSame: left === right});

/** Fields of a connection, this proxy or the moment, which always differ and say nothing about the backends. */
const incidental = new Set(['connection', 'date', 'keep-alive', 'ratelimit', 'ratelimit-policy', 'via']);

const fieldText = ({name, value}: Field): string => `${name.toLowerCase()}: ${value}`;

/** The order of different fields has no meaning. */
const comparedFields = (headers: RawHeaders = []): readonly Field[] =>
	fieldsOf(headers).filter(({name}) => !incidental.has(name.toLowerCase())).toSorted((first, second) => fieldText(first).localeCompare(fieldText(second)));

/** Compared unmasked: masked secrets can differ and look the same. */
const headerRows = (leftHeaders: RawHeaders | undefined, rightHeaders: RawHeaders | undefined, showsSecrets: boolean): readonly DiffRow[] => {
	const [left, right] = [comparedFields(leftHeaders), comparedFields(rightHeaders)];
	const shown = new Map([...left, ...right].map(field => [fieldText(field), fieldText(shownField(field, showsSecrets))]));
	return diffLines(left.map(field => fieldText(field)), right.map(field => fieldText(field))).map(({isSame, ...row}) => {
		const [first, second] = [row.left, row.right].map(text => text === undefined ? undefined : shown.get(text)!);
		return {
			...(first !== undefined && {left: first}),
			...(second !== undefined && {right: !isSame && first === second ? `${second} (another value)` : second}),
			isSame,
		};
	});
};

const statusOf = ({detail: {record, statusText}}: ReadExchange): string => [record.status, statusText, record.error].filter(Boolean).join(' ');

const backendOf = ({detail: {record}}: ReadExchange): string => record.backend ? shortUrl(record.backend.url) : 'no backend';

/** Whether the body can be compared; it may have been dropped from the capture. */
const hasBody = ({detail: {record, responseBody}}: ReadExchange): boolean => record.responseBytes === 0 || (responseBody?.bytes.length ?? 0) > 0;

const sizeOf = ({detail: {record}}: ReadExchange): string => formatBytes(record.responseBytes);

const bodyTitle = (exchange: ReadExchange): string => `${exchange.responseBody?.kind ?? 'empty'}, ${sizeOf(exchange)}`;

const absenceOf = (first: ReadExchange, second: ReadExchange): string => hasBody(first) || hasBody(second)
	? `The body of request ${(hasBody(first) ? second : first).detail.record.number} was not captured`
	: 'Neither body was captured';

/** Both bodies side by side; only the size of one that is unavailable. */
const bodyComparison = (first: ReadExchange, second: ReadExchange, columns: number, look: Look): Line[] => {
	const draw = (rows: readonly DiffRow[]): Line[] => rows.flatMap(row => bothSides(row, {columns, look}));
	if (!hasBody(first) || !hasBody(second)) {
		return [
			...heading('Response body'),
			...draw([rowOf(sizeOf(first), sizeOf(second))]),
			...paragraph(`${absenceOf(first, second)}: only the sizes are compared`, columns, look, 'warn'),
			...paragraph('Capture (c) keeps those of new requests', columns, look, 'muted'),
		];
	}

	const bodies = diffLines(first.responseBody?.lines ?? [], second.responseBody?.lines ?? []);
	return [
		...heading('Response body', bodies.every(({isSame}) => isSame) ? 'the same' : ''),
		...draw([rowOf(bodyTitle(first), bodyTitle(second))]),
		...draw(bodies),
	];
};

/** Two responses to the same request side by side, differences marked. */
export const comparisonLines = (first: ReadExchange, second: ReadExchange, showsSecrets: boolean, columns: number, look: Look): readonly Line[] => {
	const facts: readonly DiffRow[] = [
		rowOf(backendOf(first), backendOf(second)),
		rowOf(statusOf(first), statusOf(second)),
		rowOf(formatDuration(first.detail.record.durationMs), formatDuration(second.detail.record.durationMs)),
	];
	const headers = headerRows(first.detail.responseHeaders, second.detail.responseHeaders, showsSecrets);
	const draw = (rows: readonly DiffRow[]): Line[] => rows.flatMap(row => bothSides(row, {columns, look}));
	return [
		...headLines(first, second, {columns, look}),
		...draw(facts),
		...heading('Response headers', `${headers.every(({isSame}) => isSame) ? 'the same, ' : ''}without date and connection`),
		...draw(headers),
		...bodyComparison(first, second, columns, look),
	];
};

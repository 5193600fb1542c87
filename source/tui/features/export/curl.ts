import {Buffer} from 'node:buffer';
import {shownFields, valueOf} from '../../exchange/headers.js';
import {originOf, utf8Of, type ExportContext, type ExportEntry} from './export-entry.js';

const quote = (text: string): string => /^[\w\-.:\/=@%+,]+$/v.test(text) ? text : `'${text.replaceAll('\'', String.raw`'\''`)}'`;

/** Fields of one connection, or set by other options. */
const unwanted = new Set(['connection', 'content-length', 'expect', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

const methodOptions = (method: string, hasBody: boolean): string[] => {
	if (method === 'HEAD') {
		return ['--head'];
	}

	return method === (hasBody ? 'POST' : 'GET') ? [] : [`-X ${quote(method)}`];
};

/** Curl would normalize or expand these. */
const urlOptions = (target: string): string[] => [
	/\/\.\.?(?:[\/?]|$)/v.test(target) && '--path-as-is',
	/[\[\]\{\}]/v.test(target) && '--globoff',
].filter(option => option !== false);

const headerOptions = (entry: ExportEntry, context: ExportContext, hasBody: boolean): string[] => {
	const {detail} = entry;
	if (!detail) {
		return [];
	}

	const origin = originOf(entry, context);
	const fields = shownFields(detail.requestHeaders, context.showsSecrets).filter(({name, value}) =>
		!unwanted.has(name.toLowerCase()) && !(name.toLowerCase() === 'host' && origin.endsWith(`//${value}`)));
	// Curl sends a form's type by default; a field without a value ends in a semicolon.
	const typeOptions = hasBody && valueOf(detail.requestHeaders, 'content-type') === undefined ? ['-H Content-Type:'] : [];
	return [...fields.map(({name, value}) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`), ...typeOptions];
};

/** A POSIX shell command that sends the request. */
export const toCurl = (entry: ExportEntry, context: ExportContext): string => {
	const {record, detail} = entry;
	const {method, target} = record;
	if (method === '') {
		return `# A request that could not be read${record.errorDetail === undefined ? '' : `: ${record.errorDetail.replaceAll(/\s+/gv, ' ')}`}`;
	}

	const body = detail?.requestBody;
	const hasBody = body !== undefined && body.bytes.length > 0;
	const text = body && utf8Of(body.bytes);
	const isText = text !== undefined && !text.includes('\u{0}');
	// An absolute target contains the host.
	const path = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^\/?]+/iv, '');
	const requestTarget = target === '*' ? [`--request-target ${quote('*')}`] : [];
	const parts = [
		'curl',
		...methodOptions(method, hasBody),
		...urlOptions(target),
		...requestTarget,
		...(detail && /gzip|br|deflate/iv.test(valueOf(detail.requestHeaders, 'accept-encoding') ?? '') ? ['--compressed'] : []),
		...headerOptions(entry, context, hasBody),
		...(hasBody ? [isText ? `--data-raw ${quote(text)}` : '--data-binary @-'] : []),
		quote(originOf(entry, context) + (path.startsWith('/') ? path : '/')),
	];
	const command = parts.join(' \\\n  ').replace('curl \\\n  ', 'curl ');
	const input = hasBody && !isText ? `printf %s ${Buffer.from(body.bytes).toString('base64')} | base64 -d | ` : '';
	const isMissing = !hasBody && record.requestBytes > 0;
	const remark = isMissing ? `# Its body of ${record.requestBytes} bytes was not captured.\n` : '';
	return remark + input + command;
};

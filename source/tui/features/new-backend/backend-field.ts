import type {NewBackend} from '../../../model/backend.js';
import {isNameScheme} from '../../../model/backend-name.js';
import {intendedUrl} from '../../../model/intended-url.js';
import {insertSpaced, textField, type TextField} from '../../state/text-field.js';

const prefill = 'http://';

/** The initial field of the add form. */
export const backendField = (): TextField => textField(prefill);

export const isUntouched = ({text}: TextField): boolean => text === '' || text === prefill;

/** A whole URL entered after the initial scheme. */
const doubledScheme = /^https?:\/\/(?=https?:\/\/)/iv;

/** Inserts text. A URL with a scheme replaces the initial one. Spaces are kept, so that two words do not become one address. */
export const typeInto = (field: TextField, text: string): TextField => {
	const typed = insertSpaced(field, text);
	const single = typed.text.replace(doubledScheme, '');
	return single === typed.text ? typed : {text: single, cursor: Math.max(0, typed.cursor - (typed.text.length - single.length))};
};

/** Pasted text may contain spaces and line breaks; its first word counts. */
export const pasteInto = (field: TextField, text: string): TextField => typeInto(field, text.trim().split(/\s/v, 1)[0] ?? '');

/** Its health path, after the URL. */
const withHealthPath = /^(?<url>\S+)\s+(?<path>\/[^\s\P{ASCII}\p{Other}#]*)\s*$/v;

/** Parses a URL or its short form, and a health path after it. */
export const intendedBackend = ({text}: TextField): NewBackend => {
	const parts = withHealthPath.exec(text)?.groups;
	const url = intendedUrl(parts?.['url'] ?? text);
	// Backends of a DNS name use the global health checks.
	return parts && !isNameScheme(url) ? {url, healthCheck: {path: parts['path']!}} : {url: intendedUrl(text)};
};

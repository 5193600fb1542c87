import type {NewBackend} from '../../model/backend.js';
import {isNameScheme} from '../../model/backend-name.js';
import {intendedUrl} from '../../model/intended-url.js';
import {insertSpaced, textField, type TextField} from './text-field.js';

const prefill = 'http://';

/** The field of the form that adds a backend, as it opens. */
export const backendField = (): TextField => textField(prefill);

export const isUntouched = ({text}: TextField): boolean => text === '' || text === prefill;

/** A whole URL typed or pasted behind the scheme that was there already. */
const doubledScheme = /^https?:\/\/(?=https?:\/\/)/iv;

/** Types or pastes text. A URL with its scheme takes the place of the scheme that the form opened with. A space stays: what it divides is not to become one address. */
export const typeInto = (field: TextField, text: string): TextField => {
	const typed = insertSpaced(field, text);
	const single = typed.text.replace(doubledScheme, '');
	return single === typed.text ? typed : {text: single, cursor: Math.max(0, typed.cursor - (typed.text.length - single.length))};
};

/** What was copied may bring spaces and more lines along; the first word of it is meant. */
export const pasteInto = (field: TextField, text: string): TextField => typeInto(field, text.trim().split(/\s/v, 1)[0] ?? '');

/** The path of its health checks, behind the URL. */
const withHealthPath = /^(?<url>\S+)\s+(?<path>\/[^\s\P{ASCII}\p{Other}#]*)\s*$/v;

/** What is meant: a URL, or what stands for one, and the path of its health checks behind it. */
export const intendedBackend = ({text}: TextField): NewBackend => {
	const parts = withHealthPath.exec(text)?.groups;
	const url = intendedUrl(parts?.['url'] ?? text);
	// What is found under a name has the health checks of all.
	return parts && !isNameScheme(url) ? {url, healthCheck: {path: parts['path']!}} : {url: intendedUrl(text)};
};

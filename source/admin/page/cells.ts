import {html} from 'hono/html';

/** How a condition or status is coloured. */
export type Kind = 'up' | 'down' | 'other';

/** A cell of a table; narrow screens show its column's name in it, for want of a row of titles. Nothing where it is empty. */
export const cell = async (name: string, content: string | number, kind: Kind | 'long' | 'number' | '' = '') =>
	content === '' ? html`<td></td>` : html`<td${kind === '' ? '' : html` class="${kind}"`}${name === '' ? '' : html` data-name="${name}"`}>${content}</td>`;

export const inMs = (figure: number | undefined): string => figure === undefined ? '–' : `${figure < 10 ? figure.toFixed(1) : Math.round(figure)} ms`;

export const inPercent = (share: number | undefined): string => share === undefined ? '–' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

export const kindOf = (status: number): Kind => status < 400 ? 'up' : (status < 500 ? 'other' : 'down');

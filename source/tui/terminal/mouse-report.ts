/* eslint-disable no-control-regex, regexp/no-control-character -- Terminals speak in these. */
import {Buffer} from 'node:buffer';

/** A mouse event, in cells from the top left corner at 0, 0. */
export type MouseReport = {
	readonly action: 'press' | 'wheel-up' | 'wheel-down';
	readonly column: number;
	readonly row: number;
};

const actions: Readonly<Record<number, MouseReport['action']>> = {0: 'press', 64: 'wheel-up', 65: 'wheel-down'};

/** SGR mouse reports (mode 1006): button, column, row; final m on release. */
const sgrReport = /^\u{1B}\[<(?<button>\d+);(?<column>\d+);(?<row>\d+)M$/v;

/** Legacy mouse reports: the same as characters with an offset of 32. */
const x10Report = /^\u{1B}\[M(?<values>.{2,3})$/sv;

/** A single byte that is no UTF-8 has been decoded to a lone surrogate. */
const valueOf = (character: string): number => {
	const code = character.codePointAt(0)!;
	return (code >= 0xDC_80 && code <= 0xDC_FF ? code - 0xDC_00 : code) - 32;
};

const x10Values = (values: string): readonly number[] => {
	const [button = '', ...position] = values;
	// Column and row were two bytes, decoded as one character.
	const bytes = position.length === 1 ? [...Buffer.from(position.join(''))].map(byte => byte - 32) : position.map(character => valueOf(character));
	return bytes.length === 2 ? [valueOf(button), ...bytes] : [];
};

const valuesOf = (sequence: string): readonly number[] => {
	const {button, column, row} = sgrReport.exec(sequence)?.groups ?? {};
	return button === undefined ? x10Values(x10Report.exec(sequence)?.groups?.['values'] ?? '') : [button, column, row].map(Number);
};

/** Parses a mouse report; undefined if it is none, or of no use here. */
export const readMouse = (sequence: string): MouseReport | undefined => {
	const [button = -1, column = 0, row = 0] = valuesOf(sequence);
	const action = actions[button];
	return action !== undefined && column > 0 && row > 0 ? {action, column: column - 1, row: row - 1} : undefined;
};

import path from 'node:path';
import process from 'node:process';
import {openPseudoTerminal, type PseudoTerminal} from '../test/helpers/pseudo-terminal.js';
import type {ScreenSource} from './screen-svg.js';

/** Starts the demo in a terminal of this size, and tells how to read its screen for a picture. */
export const openDemoTerminal = (columns: number, rows: number): {readonly terminal: PseudoTerminal; readonly source: ScreenSource} => {
	const terminal = openPseudoTerminal({
		command: process.execPath,
		args: ['--import=tsx', path.join(import.meta.dirname, '../source/cli.ts'), '--demo', '--theme=dark', '--admin-port=0'],
		env: {...process.env, LANG: 'C.UTF-8', NODE_ENV: 'production'},
		columns,
		rows,
	});
	return {terminal, source: {columns, rows, cell: (column, row) => terminal.cell(column, row)}};
};

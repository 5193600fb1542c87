/* Makes the readme's picture from a real session: `node --import=tsx media/screenshot.ts` (on a terminal or not). */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {openPseudoTerminal} from '../test/helpers/pseudo-terminal.js';
import {screenSvg} from './screen-svg.js';

const columns = 124;
const rows = 30;

const terminal = openPseudoTerminal({
	command: process.execPath,
	args: ['--import=tsx', path.join(import.meta.dirname, '../source/cli.ts'), '--demo', '--admin-port=0'],
	env: {...process.env, LANG: 'C.UTF-8', NODE_ENV: 'production'},
	columns,
	rows,
});
try {
	// A picture that shows what the program is for: something is wrong, and traffic goes on.
	await terminal.waitFor(/✖ DOWN/v, 60_000);
	await terminal.waitFor(/ {3}429 /v);
	writeFileSync(path.join(import.meta.dirname, 'screen.svg'), screenSvg({
		columns,
		rows,
		cell: (column, row) => terminal.cell(column, row),
	}));
	terminal.write('q');
	await terminal.exit;
} finally {
	await terminal.dispose();
}

import process from 'node:process';

/** Prints rows whose first cell names them; the first row holds the headings. */
export const printTable = (rows: ReadonlyArray<readonly string[]>): void => {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
	for (const row of rows) {
		const cells = row.map((cell, column) => column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!));
		process.stdout.write(`  ${cells.join('  ').trimEnd()}\n`);
	}
};

/** By how much a value is above what it is meant to be at most. */
export const missedBy = (value: number, target: number): string => value <= target ? 'met' : `missed by ${Math.round(((value / target) - 1) * 100)} %`;

/** A side-by-side diff: a line on one side only is absent on the other. */
export type DiffRow = {
	readonly left?: string;
	readonly right?: string;
	readonly isSame: boolean;
};

/** Beyond so many differing lines, lines are compared by position, since the time grows with the square. */
const maxCompared = 600;

const same = (line: string): DiffRow => ({left: line, right: line, isSame: true});

/** Lengths of the longest common subsequences of all suffixes. */
const commonLengths = (left: readonly string[], right: readonly string[]): readonly Uint16Array[] => {
	const lengths = Array.from({length: left.length + 1}, () => new Uint16Array(right.length + 1));
	for (let row = left.length - 1; row >= 0; row--) {
		for (let column = right.length - 1; column >= 0; column--) {
			lengths[row]![column] = left[row] === right[column]
				? lengths[row + 1]![column + 1]! + 1
				: Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
		}
	}

	return lengths;
};

/** Replaced lines stand side by side. */
const besides = (left: readonly string[], right: readonly string[]): DiffRow[] =>
	Array.from({length: Math.max(left.length, right.length)}, (_, index) => ({
		...(left[index] !== undefined && {left: left[index]}),
		...(right[index] !== undefined && {right: right[index]}),
		isSame: left[index] === right[index],
	}));

const compareMiddle = (left: readonly string[], right: readonly string[]): DiffRow[] => {
	if (left.length > maxCompared || right.length > maxCompared) {
		return besides(left, right);
	}

	const lengths = commonLengths(left, right);
	const rows: DiffRow[] = [];
	let [row, column, fromRow, fromColumn] = [0, 0, 0, 0];
	while (row < left.length && column < right.length) {
		if (left[row] === right[column]) {
			rows.push(...besides(left.slice(fromRow, row), right.slice(fromColumn, column)), same(left[row]!));
			row++;
			column++;
			fromRow = row;
			fromColumn = column;
		} else if (lengths[row + 1]![column]! >= lengths[row]![column + 1]!) {
			row++;
		} else {
			column++;
		}
	}

	return [...rows, ...besides(left.slice(fromRow), right.slice(fromColumn))];
};

/** Compares two texts line by line. */
export const diffLines = (left: readonly string[], right: readonly string[]): readonly DiffRow[] => {
	let head = 0;
	while (head < left.length && left[head] === right[head]) {
		head++;
	}

	let tail = 0;
	while (tail < Math.min(left.length, right.length) - head && left.at(-1 - tail) === right.at(-1 - tail)) {
		tail++;
	}

	return [
		...left.slice(0, head).map(line => same(line)),
		...compareMiddle(left.slice(head, left.length - tail), right.slice(head, right.length - tail)),
		...left.slice(left.length - tail).map(line => same(line)),
	];
};

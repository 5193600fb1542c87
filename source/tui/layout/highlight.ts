import {segment, type Line, type Segment} from './line.js';

/** Whether each character belongs to an occurrence. */
const occurrences = (text: string, wanted: string): readonly boolean[] => {
	const isIn = Array.from({length: text.length}, () => false);
	for (let start = text.indexOf(wanted); start !== -1; start = text.indexOf(wanted, start + wanted.length)) {
		isIn.fill(true, start, start + wanted.length);
	}

	return isIn;
};

/** A line with every occurrence of a text marked, whatever its case. */
export const highlight = (line: Line, text: string): Line => {
	const whole = line.map(part => part.text).join('');
	const [lower, wanted] = [whole.toLowerCase(), text.toLowerCase()];
	// A few letters are longer in lower case.
	if (wanted === '' || lower.length !== whole.length || !lower.includes(wanted)) {
		return line;
	}

	const isIn = occurrences(lower, wanted);
	let end = 0;
	return line.flatMap(({text: own, tone}) => {
		const start = end;
		end += own.length;
		const pieces: Segment[] = [];
		for (let index = start; index < end;) {
			let next = index + 1;
			while (next < end && isIn[next] === isIn[index]) {
				next++;
			}

			pieces.push(segment(whole.slice(index, next), isIn[index] === true ? 'selected' : tone));
			index = next;
		}

		return pieces;
	});
};

/** The help of one option. */
export type OptionText = {
	/** Its group. */
	readonly group: string;
	/** Its flags and the value that they take, such as `-p, --port PORT`. */
	readonly synopsis: string;
	/** Its meaning and default. */
	readonly text: string;
};

const gap = '  ';

const wrap = (text: string, width: number): readonly string[] => {
	const lines = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1)!;
		if (line !== '' && line.length + 1 + word.length > width) {
			lines.push(word);
		} else {
			lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
		}
	}

	return lines;
};

/**
The options as `--help` lists them: grouped, in aligned columns.

@param columns - Width of the terminal.
*/
export const renderOptionHelp = (options: readonly OptionText[], columns = 80): string => {
	const left = Math.max(...options.map(({synopsis}) => synopsis.length));
	const indent = gap.length + left + gap.length;

	const render = ({synopsis, text}: OptionText): string => wrap(text, Math.max(columns - indent, 20))
		.map((line, index) => `${index === 0 ? `${gap}${synopsis.padEnd(left)}${gap}` : ' '.repeat(indent)}${line}`)
		.join('\n');

	return [...new Set(options.map(({group}) => group))]
		.map(group => [`${group}:`, ...options.filter(option => option.group === group).map(option => render(option))].join('\n'))
		.join('\n\n');
};

import assert from 'node:assert/strict';
import test from 'node:test';
import {
	colorTheme,
	darkTheme,
	highContrastTheme,
	lightTheme,
	monoTheme,
	type Theme,
	type Tone,
} from '../../../source/tui/look/theme.js';

type Rgb = readonly [red: number, green: number, blue: number];

const levels = [0, 95, 135, 175, 215, 255];

/** What xterm shows for one of the 256 colours, for those of the cube and the greys. */
const shownAs = (index: number): Rgb => {
	if (index >= 232) {
		const grey = 8 + ((index - 232) * 10);
		return [grey, grey, grey];
	}

	const cube = index - 16;
	return [levels[Math.floor(cube / 36)]!, levels[Math.floor(cube / 6) % 6]!, levels[cube % 6]!];
};

/** One of the 256 colours that a sequence asks for: 38 in front, 48 behind. */
const askedFor = (sequences: string, plane: 38 | 48): Rgb | undefined => {
	const index = new RegExp(String.raw`\[${plane};5;(?<index>\d+)m`, 'v').exec(sequences)?.groups?.['index'];
	return index === undefined ? undefined : shownAs(Number(index));
};

const colorOf = (theme: Theme, tone: Tone): Rgb => askedFor(theme[tone]('x'), 38) ?? assert.fail(`${tone} has no colour of the 256`);

const linear = (channel: number): number => {
	const share = channel / 255;
	return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const luminance = ([red, green, blue]: Rgb): number => (0.2126 * linear(red)) + (0.7152 * linear(green)) + (0.0722 * linear(blue));

/** WCAG 2.2, contrast ratio. */
const contrast = (first: Rgb, second: Rgb): number => {
	const [darker, lighter] = [luminance(first), luminance(second)].toSorted((a, b) => a - b) as [number, number];
	return (lighter + 0.05) / (darker + 0.05);
};

const [black, white]: readonly Rgb[] = [[0, 0, 0], [255, 255, 255]];

/** As a terminal shows it whose own foreground is black on a light ground and white on a dark one. */
const contrastOn = (theme: Theme, tone: Tone, ground: Rgb): number => {
	const sequences = theme[tone]('x');
	assert.doesNotMatch(sequences, /\[(?:[349]|10)[0-7]m/v, `${tone} depends on an unknown palette`);
	const foreground = askedFor(sequences, 38) ?? (luminance(ground) > 0.5 ? black! : white!);
	const background = askedFor(sequences, 48) ?? ground;
	const isDim = sequences.includes('\u{1B}[2m');
	return contrast(isDim ? foreground.map((channel, index) => (channel + background[index]!) / 2) as unknown as Rgb : foreground, background);
};

/** How a viewer without green cones sees a colour: Viénot, Brettel and Mollon 1999, in linear light. */
const asDeuteranope = (color: Rgb): Rgb => {
	const [red, green, blue] = color.map(channel => linear(channel)) as [number, number, number];
	const seen = (0.29275 * red) + (0.70725 * green);
	return [seen, seen, (-0.02234 * red) + (0.02234 * green) + blue];
};

const distance = (first: Rgb, second: Rgb): number => Math.hypot(...first.map((value, index) => value - second[index]!));

const tones = ['muted', 'title', 'key', 'good', 'info', 'warn', 'bad', 'selectedBad'] as const satisfies readonly Tone[];

const colored = [['dark', darkTheme], ['light', lightTheme]] as const;

for (const [name, theme, least, grounds] of [
	['dark', darkTheme, 4.5, [black!, [0x1E, 0x1E, 0x1E], [0x2E, 0x34, 0x40]]],
	['light', lightTheme, 4.5, [white!, [0xFD, 0xF6, 0xE3]]],
	['high-contrast', highContrastTheme, 7, [black!, white!]],
] as const) {
	test(`every tone of the ${name} theme is legible on its grounds`, () => {
		for (const ground of grounds) {
			for (const tone of Object.keys(theme) as Tone[]) {
				const ratio = contrastOn(theme, tone, ground);
				assert.ok(ratio >= least, `${tone} on ${ground.join(' ')}: ${ratio.toFixed(2)}`);
			}
		}
	});
}

for (const [name, theme] of colored) {
	test(`every tone of the ${name} theme has a colour of its own`, () => {
		for (const tone of tones) {
			colorOf(theme, tone);
		}

		const hues = ['title', 'good', 'info', 'warn', 'bad'] as const;
		for (const [index, first] of hues.entries()) {
			for (const second of hues.slice(index + 1)) {
				const apart = distance(colorOf(theme, first).map(channel => linear(channel)) as unknown as Rgb, colorOf(theme, second).map(channel => linear(channel)) as unknown as Rgb);
				assert.ok(apart >= 0.2, `${first} and ${second}: ${apart.toFixed(3)}`);
			}
		}
	});

	test(`the ${name} theme tells UP, DOWN and DRAIN apart without green cones`, () => {
		for (const [first, second] of [['good', 'bad'], ['good', 'warn'], ['info', 'warn'], ['info', 'bad']] as const) {
			const apart = distance(asDeuteranope(colorOf(theme, first)), asDeuteranope(colorOf(theme, second)));
			assert.ok(apart >= 0.1, `${first} and ${second}: ${apart.toFixed(3)}`);
		}
	});
}

test('whatever matters is set off where contrast is high, and nothing is dim', () => {
	for (const tone of ['bad', 'title', 'key', 'strong'] as const) {
		assert.match(highContrastTheme[tone]('x'), /\[1m/v, tone);
	}

	for (const tone of ['warn', 'bad'] as const) {
		assert.match(highContrastTheme[tone]('x'), /\[48;/v, tone);
	}

	for (const style of Object.values(highContrastTheme)) {
		assert.doesNotMatch(style('x'), /\[2m/v);
	}
});

test('a ground of its own is seen behind words alone', () => {
	assert.equal(highContrastTheme.warn('  429'), `  ${highContrastTheme.warn('429')}`);
	assert.equal(highContrastTheme.warn('one day   left'), `${highContrastTheme.warn('one day')}   ${highContrastTheme.warn('left')}`);
});

test('a curve has the colour of what it shows, but no ground of its own', () => {
	for (const [curve, words] of [['warnCurve', 'warn'], ['badCurve', 'bad']] as const) {
		assert.equal(darkTheme[curve]('x'), darkTheme[words]('x'));
		assert.equal(highContrastTheme[curve]('x'), 'x');
	}
});

test('without knowing the ground no word hangs on cyan or yellow, which are not seen on white', () => {
	for (const style of Object.values(colorTheme)) {
		assert.doesNotMatch(style('x'), /\[[39][36]m/v);
	}
});

test('every theme shows what is selected, and sets trouble off from the rest, in what is selected too', () => {
	for (const theme of [colorTheme, darkTheme, lightTheme, highContrastTheme, monoTheme]) {
		assert.match(theme.selected('x'), /\[7m/v);
		assert.match(theme.bad('x'), /\[1m/v);
		assert.notEqual(theme.bad('x'), theme.good('x'));
		assert.equal(theme.selectedBad('x'), theme.selected(theme.bad('x')));
		assert.equal(theme.selectedBad('x  '), theme.selected(`${theme.bad('x')}  `), 'the bar goes on behind it');
	}
});

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
} from '../../source/tui/theme.js';

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

const colorOf = (theme: Theme, tone: Tone): Rgb => {
	const found = /\[38;5;(?<index>\d+)m/v.exec(theme[tone]('x'));
	return shownAs(Number(found?.groups?.['index'] ?? assert.fail(`${tone} has no colour of the 256`)));
};

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

/** How somebody without green cones sees a colour: Viénot, Brettel and Mollon 1999, in linear light. */
const asDeuteranope = (color: Rgb): Rgb => {
	const [red, green, blue] = color.map(channel => linear(channel)) as [number, number, number];
	const seen = (0.29275 * red) + (0.70725 * green);
	return [seen, seen, (-0.02234 * red) + (0.02234 * green) + blue];
};

const distance = (first: Rgb, second: Rgb): number => Math.hypot(...first.map((value, index) => value - second[index]!));

const tones = ['muted', 'title', 'key', 'good', 'info', 'warn', 'bad'] as const satisfies readonly Tone[];

for (const [name, theme, grounds] of [
	['dark', darkTheme, [[0, 0, 0], [30, 30, 30]]],
	['light', lightTheme, [[255, 255, 255], [250, 245, 230]]],
] as const) {
	test(`the ${name} theme is legible on its ground`, () => {
		for (const ground of grounds) {
			for (const tone of tones) {
				const ratio = contrast(colorOf(theme, tone), ground);
				assert.ok(ratio >= 4.5, `${tone} on ${ground.join(' ')}: ${ratio.toFixed(2)}`);
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

test('whatever matters is bold where contrast is high, and nothing is dim', () => {
	for (const tone of ['good', 'info', 'warn', 'bad', 'title', 'key', 'strong'] as const) {
		assert.match(highContrastTheme[tone]('x'), /\[1m/v, tone);
	}

	for (const style of Object.values(highContrastTheme)) {
		assert.doesNotMatch(style('x'), /\[2m/v);
	}
});

test('every theme shows what is selected, and sets trouble off from the rest', () => {
	for (const theme of [colorTheme, darkTheme, lightTheme, highContrastTheme, monoTheme]) {
		assert.match(theme.selected('x'), /\[7m/v);
		assert.match(theme.bad('x'), /\[1m/v);
		assert.notEqual(theme.bad('x'), theme.good('x'));
	}
});

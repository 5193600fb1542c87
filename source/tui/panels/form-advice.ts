import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {sanitize} from '../text/sanitize.js';

type FormState = {
	readonly isPending: boolean;
	readonly problem?: string;
};

type FormWords = {
	/** What is going on while the answer is awaited. */
	readonly pending: string;
	/** What to tell while nothing is wrong. */
	readonly advice: Line;
};

/** The line below the field of a form. */
export const formAdvice = ({isPending, problem}: FormState, {pending, advice}: FormWords, {glyphs}: Look): Line => {
	if (isPending) {
		return [segment(` ${pending}${glyphs.ellipsis}`, 'info')];
	}

	return problem === undefined ? advice : [segment(` ${glyphs.down} `, 'bad'), segment(sanitize(problem, glyphs), 'warn')];
};

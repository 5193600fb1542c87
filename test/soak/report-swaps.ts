import type {Line} from './report.js';
import {swapUnderLoad} from './swaps.js';

const shownSurprises = 5;

/** Swaps the certificate so many times under load, and tells what has come of it. */
export const reportSwaps = async (swaps: number): Promise<Line[]> => {
	const {answered, surprises, shown, resumed, tickets} = await swapUnderLoad(swaps);
	return [
		{text: `${shown} of ${swaps} new certificates were shown to the next client`, isRight: shown === swaps},
		...Array.from(answered, ([name, count]) => ({text: `${count} requests by ${name} were answered`, isRight: count > swaps})),
		{text: `${surprises.length} requests were lost`, isRight: surprises.length === 0},
		{text: `${resumed} of ${tickets} tickets from before the first swap are resumed after the last`, isRight: resumed === tickets},
		...surprises.slice(0, shownSurprises).map(text => ({text, isRight: false})),
	];
};

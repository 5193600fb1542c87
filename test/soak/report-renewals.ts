import {renewUnderLoad} from './renewals.js';
import type {Line} from './report.js';

const shownSurprises = 5;
/** With half of the nonces refused, and all polls. */
const mostAskedEach = 60;

/** Renews certificates so many times, and tells what has come of it. */
export const reportRenewals = async (renewals: number): Promise<Line[]> => {
	const {obtained, failed, asked, answered, surprises, names} = await renewUnderLoad(renewals);
	const attempts = obtained + failed;
	return [
		// Each round attempts each name once, and few attempts meet a failure.
		{text: `${obtained} certificates for ${names} names in ${renewals} renewals, ${failed} attempts have failed`, isRight: obtained >= names + (renewals * names / 3)},
		{text: `${asked} requests to the authority`, isRight: asked <= mostAskedEach * attempts},
		{text: `${answered} requests over TLS were answered, all with certificates of the authority, but for ${surprises.length}`, isRight: answered > 0 && surprises.length === 0},
		...surprises.slice(0, shownSurprises).map(text => ({text, isRight: false})),
	];
};

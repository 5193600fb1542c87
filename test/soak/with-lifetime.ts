import type {Lifetime} from '../helpers/lifetime.js';

/** Runs a task, then ends what it has started, in the order in which one thing rests on the other. */
export const withLifetime = async <Result>(task: (lifetime: Lifetime) => Promise<Result>): Promise<Result> => {
	const undo: Array<() => void | Promise<void>> = [];
	try {
		return await task({
			after(each) {
				undo.unshift(each);
			},
		});
	} finally {
		for (const each of undo) {
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			await each();
		}
	}
};

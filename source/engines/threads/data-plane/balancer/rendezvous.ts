import {pairHash, textHash} from '../../../shared-memory/text-hash.js';
import {onceEach} from '../../../../model/once-each.js';
import type {PoolMember} from '../../../../model/pool.js';

/** Of the URL, which survives a restart, unlike ids. Computed once, however often the candidates change. */
const hashOf = onceEach(({url}: PoolMember) => textHash(url));

/**
Weighted rendezvous hashing: each backend has a fixed score for a key, and the best wins. A key changes its backend only when
that backend is removed, or when an added one scores higher. O(n).

Scores are w / −ln(h) for a hash h between 0 and 1, which gives each backend its weight's share of the keys (Schindelhauer and
Schomaker, "Weighted distributed hash tables").

@returns The backend of a key.
*/
export const rendezvous = (candidates: readonly PoolMember[], weights: readonly number[]): (key: string) => PoolMember => {
	const hashes = Uint32Array.from(candidates, candidate => hashOf(candidate));
	return key => {
		const keyHash = textHash(key);
		let best = 0;
		let bestScore = 0;
		for (const [index, hash] of hashes.entries()) {
			const share = (pairHash(keyHash, hash) + 0.5) / (2 ** 32);
			const weight = weights[index]!;
			// −ln(h) ≥ 1 − h, so this score cannot win: the logarithm, the costliest part, is seldom needed.
			if (weight <= bestScore * (1 - share)) {
				continue;
			}

			const score = weight / -Math.log(share);
			if (!(score > bestScore)) {
				continue;
			}

			best = index;
			bestScore = score;
		}

		return candidates[best]!;
	};
};

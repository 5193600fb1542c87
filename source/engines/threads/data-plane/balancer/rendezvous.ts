import {pairHash, textHash} from '../../../shared-memory/text-hash.js';
import {onceEach} from '../../../../model/once-each.js';
import type {PoolMember} from '../../../../model/pool.js';

/** Of the url, which stays when ids change with a restart. Worked out once, however often the list of candidates changes. */
const hashOf = onceEach(({url}: PoolMember) => textHash(url));

/**
Weighted rendezvous hashing: each backend draws lots for a key, always the same ones, and the best wins. So a key changes its
backend only when that backend goes, or when a new one beats it. O(n).

Lots are w / −ln(h) for a hash h between 0 and 1, which gives each backend its weight's share of the keys (Schindelhauer and
Schomaker, "Weighted distributed hash tables").

@returns The backend of a key.
*/
export const rendezvous = (candidates: readonly PoolMember[], weights: readonly number[]): (key: string) => PoolMember => {
	const hashes = Uint32Array.from(candidates, candidate => hashOf(candidate));
	return key => {
		const keyHash = textHash(key);
		let best = 0;
		let bestLot = 0;
		for (const [index, hash] of hashes.entries()) {
			const share = (pairHash(keyHash, hash) + 0.5) / (2 ** 32);
			const weight = weights[index]!;
			// −ln(h) ≥ 1 − h, so this lot cannot win: the logarithm, which costs most, is seldom needed.
			if (weight <= bestLot * (1 - share)) {
				continue;
			}

			const lot = weight / -Math.log(share);
			if (!(lot > bestLot)) {
				continue;
			}

			best = index;
			bestLot = lot;
		}

		return candidates[best]!;
	};
};

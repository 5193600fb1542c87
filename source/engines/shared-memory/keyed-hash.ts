/*
HalfSipHash-2-4, for a message of exactly eight bytes (Aumasson and Bernstein, "SipHash: a fast short-input PRF", in its
variant for 32-bit machines). Who does not know the key cannot choose messages whose hashes collide, so no client can
aim at a place in a table that is addressed by it.
*/

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** Four words of state, in which sums wrap at 32 bits; one hash is computed at a time. */
const state = new Int32Array(4);

const mix = (rounds: number): void => {
	for (let round = 0; round < rounds; round++) {
		state[0]! += state[1]!;
		state[1] = rotate(state[1]!, 5) ^ state[0]!;
		state[0] = rotate(state[0]!, 16);
		state[2]! += state[3]!;
		state[3] = rotate(state[3]!, 8) ^ state[2]!;
		state[0] += state[3];
		state[3] = rotate(state[3], 7) ^ state[0];
		state[2]! += state[1];
		state[1] = rotate(state[1], 13) ^ state[2]!;
		state[2] = rotate(state[2]!, 16);
	}
};

const compress = (word: number): void => {
	state[3]! ^= word;
	mix(2);
	state[0]! ^= word;
};

/**
@param key - Its first two words count.
@param low - The message's first four bytes, as a little-endian number.
@param high - Its last four.
@returns 32 bits, as a number that is not negative.
*/
export const keyedHash = (key: Uint32Array, low: number, high: number): number => {
	state[0] = key[0]!;
	state[1] = key[1]!;
	state[2] = 0x6C_79_67_65 ^ key[0]!;
	state[3] = 0x74_65_64_62 ^ key[1]!;
	compress(low);
	compress(high);
	// The message's length, in the last byte of the last block.
	compress(8 << 24);
	state[2] ^= 0xFF;
	mix(4);
	return (state[1] ^ state[3]) >>> 0;
};

/*
32-bit hashes that are the same in every thread and in every run. Not keyed: the choice of the text is the choice of the hash.
FNV-1a (Fowler, Noll, Vo) over the code units, and the finishing step of MurmurHash3 (Appleby), which spreads each bit over all.
*/

const finish = (hash: number): number => {
	let mixed = hash ^ (hash >>> 16);
	mixed = Math.imul(mixed, 0x85_EB_CA_6B);
	mixed ^= mixed >>> 13;
	mixed = Math.imul(mixed, 0xC2_B2_AE_35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
};

export const textHash = (text: string): number => {
	let hash = 0x81_1C_9D_C5;
	for (let index = 0; index < text.length; index++) {
		// eslint-disable-next-line unicorn/prefer-code-point -- Code units do, and cost less.
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
	}

	return finish(hash);
};

/** Combines two hashes; their order matters. */
export const pairHash = (first: number, second: number): number => finish(Math.imul(first, 0x9E_37_79_B1) + finish(second ^ first));

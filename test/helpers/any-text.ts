import fc from 'fast-check';

/** Text of any code points, lone surrogates among them. The unit `binary` of fast-check first spends a second on a list of them all. */
export const anyText = (maxLength = 10): fc.Arbitrary<string> =>
	fc.array(fc.oneof(fc.nat(0x10_FF_FF), fc.nat(0xFF)), {maxLength}).map(points => String.fromCodePoint(...points));

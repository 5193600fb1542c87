/** One place a byte value. */
type ByteClass = Readonly<Uint8Array>;

const classOf = (pattern: RegExp): ByteClass =>
	Uint8Array.from({length: 256}, (_, byte) => pattern.test(String.fromCodePoint(byte)) ? 1 : 0);

export const carriageReturn = 0x0D;
export const lineFeed = 0x0A;
export const space = 0x20;
export const colon = 0x3A;

/** RFC 9110 §5.6.2: methods and field names. */
export const isTokenByte = classOf(/[\w!#$%\u{26}'*+\-.^`\|~]/v);

/** RFC 9110 §5.5. */
export const isValueByte = classOf(/[\t -~\u{80}-\u{FF}]/v);

/** What a field line may hold before its end, as backends write it: all but what ends a line for some. */
export const isLenientValueByte = classOf(/[^\0\n\r]/v);

/** RFC 9110 §5.6.3. */
export const isBlankByte = classOf(/[\t ]/v);

/** Of a request target, and more than RFC 3986 has, since backends are in use that take all of these. */
export const isTargetByte = classOf(/[!-~]/v);

export const isDigitByte = classOf(/\d/v);

export const isLineEndByte = classOf(/[\n\r]/v);

export const lowerCase: ByteClass = Uint8Array.from({length: 256}, (_, byte) => String.fromCodePoint(byte).replace(/[A-Z]/v, letter => letter.toLowerCase()).codePointAt(0)!);

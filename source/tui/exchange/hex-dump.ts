/** Half the usual width, to fit beside the lists. */
const bytesPerLine = 8;

const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

const characterOf = (byte: number): string => byte >= 0x20 && byte < 0x7F ? String.fromCodePoint(byte) : '.';

/** Bytes as `hexdump -C` shows them: offset, bytes, the same as text. */
export const hexDump = (bytes: Uint8Array, maxLines: number): readonly string[] =>
	Array.from({length: Math.min(maxLines, Math.ceil(bytes.length / bytesPerLine))}, (_, index) => {
		const start = index * bytesPerLine;
		const part = [...bytes.subarray(start, start + bytesPerLine)];
		const hex = part.map(byte => hexOf(byte)).join(' ').padEnd((bytesPerLine * 3) - 1);
		return `${start.toString(16).padStart(8, '0')}  ${hex}  ${part.map(byte => characterOf(byte)).join('')}`;
	});

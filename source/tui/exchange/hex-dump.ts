const bytesPerLine = 16;

const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

const characterOf = (byte: number): string => byte >= 0x20 && byte < 0x7F ? String.fromCodePoint(byte) : '.';

/** Bytes as `hexdump -C` shows them: offset, sixteen bytes, the same as text. */
export const hexDump = (bytes: Uint8Array, maxLines: number): readonly string[] =>
	Array.from({length: Math.min(maxLines, Math.ceil(bytes.length / bytesPerLine))}, (_, index) => {
		const start = index * bytesPerLine;
		const part = [...bytes.subarray(start, start + bytesPerLine)];
		const hex = [part.slice(0, 8), part.slice(8)].map(half => half.map(byte => hexOf(byte)).join(' ').padEnd(23)).join('  ');
		return `${start.toString(16).padStart(8, '0')}  ${hex}  ${part.map(byte => characterOf(byte)).join('')}`;
	});

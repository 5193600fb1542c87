import process from 'node:process';
import type {Size} from './state/screen-state.js';

/** A terminal of unknown size reports 0. */
const dimension = (value: number | undefined, assumed: number): number => value === undefined || value === 0 ? assumed : value;

export const sizeOf = ({columns, rows}: Partial<Size>): Size => ({columns: dimension(columns, 80), rows: dimension(rows, 24)});

/** The usable size: Windows consoles scroll when the last row is filled. */
export const usableSize = (size: Size): Size => process.platform === 'win32' ? {...size, rows: Math.max(1, size.rows - 1)} : size;

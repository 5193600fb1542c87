import process from 'node:process';
import type {Size} from '../state/screen-state.js';

/** Windows consoles scroll when the last row is filled. */
export const usableSize = (size: Size): Size => process.platform === 'win32' ? {...size, rows: Math.max(1, size.rows - 1)} : size;

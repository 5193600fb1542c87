import * as z from 'zod';

export const count = z.int().min(0);
export const milliseconds = z.number().min(0);
export const timestamp = z.iso.datetime();

/** Six digits say all there is to know; more would only tell of floating-point arithmetic. */
export const rounded = (figure: number): number => Number(figure.toPrecision(6));

export const roundedOrNull = (figure: number | undefined): number | null => figure === undefined ? null : rounded(figure);

export const isoTime = (at: number): string => new Date(at).toISOString();

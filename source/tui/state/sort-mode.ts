/** The column to sort backends by is being chosen. */
export type SortMode = {readonly kind: 'sort'};

/** An empty text, as an unset variable of a shell becomes one, says nothing. */
export const isGiven = (text: string | undefined): text is string => text !== undefined && text !== '';

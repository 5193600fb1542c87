/** An environment from assignments as a shell has them: `NAME=value`. */
export const environmentOf = (...assignments: readonly string[]): Record<string, string> =>
	Object.fromEntries(assignments.map(assignment => {
		const end = assignment.indexOf('=');
		return [assignment.slice(0, end), assignment.slice(end + 1)] as const;
	}));

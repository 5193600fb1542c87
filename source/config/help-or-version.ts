/** What arguments ask to be told instead of done; undefined if they ask for nothing of that kind. */
export const questionIn = (argv: readonly string[]): 'help' | 'version' | undefined => {
	const end = argv.indexOf('--');
	const flags = end === -1 ? argv : argv.slice(0, end);
	if (flags.includes('--help') || flags.includes('-h')) {
		return 'help';
	}

	return flags.includes('--version') || flags.includes('-v') ? 'version' : undefined;
};

/** Whether help or version is requested; undefined for neither. */
export const questionIn = (argv: readonly string[]): 'help' | 'version' | undefined => {
	const end = argv.indexOf('--');
	const flags = end === -1 ? argv : argv.slice(0, end);
	if (flags.includes('--help') || flags.includes('-h')) {
		return 'help';
	}

	return flags.includes('--version') || flags.includes('-v') ? 'version' : undefined;
};

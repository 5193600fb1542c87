/** Invalid settings. The message is ready to print: one problem per line, with the place, the value and what is allowed. The program exits with code 2. */
export class SettingsError extends Error {
	readonly code: string;

	constructor(problems: readonly string[], options?: ErrorOptions) {
		super(problems.join('\n'), options);
		this.name = 'SettingsError';
		this.code = 'invalid_settings';
	}
}

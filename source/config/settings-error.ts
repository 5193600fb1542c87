/**
What was set cannot be used. The message is ready to be printed: one line a problem, each naming the place, the value and
what is allowed. A program that gets one leaves with exit code 2.
*/
export class SettingsError extends Error {
	readonly code: string;

	constructor(problems: readonly string[], options?: ErrorOptions) {
		super(problems.join('\n'), options);
		this.name = 'SettingsError';
		this.code = 'invalid_settings';
	}
}

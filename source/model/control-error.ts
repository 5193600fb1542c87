/** What can be wrong with a command. Stable: answers and scripts rely on these. */
export type ControlErrorCode =
	| 'invalid_backend'
	| 'duplicate_backend'
	| 'backend_not_found'
	| 'too_many_backends'
	| 'nothing_to_undo'
	| 'exchange_not_found'
	| 'body_not_captured'
	| 'invalid_setting'
	| 'shutting_down';

/** A command that was refused and has changed nothing. The message says what is wrong and what to do. */
export class ControlError extends Error {
	readonly code: ControlErrorCode;

	constructor(code: ControlErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = 'ControlError';
		this.code = code;
	}
}

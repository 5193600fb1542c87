/** Error codes of commands. Stable: responses and scripts rely on these. */
export type ControlErrorCode =
	| 'invalid_backend'
	| 'duplicate_backend'
	| 'backend_not_found'
	| 'too_many_backends'
	| 'nothing_to_undo'
	| 'exchange_not_found'
	| 'not_replayable'
	| 'body_not_captured'
	| 'invalid_edit'
	| 'invalid_setting'
	/** The engine that carries the requests lacks the ability. */
	| 'not_supported'
	/** A file that clients of the admin API may not choose. */
	| 'file_not_allowed'
	| 'shutting_down'
	/** The instance that is steered from afar cannot be reached at the moment. */
	| 'not_connected'
	/** It wants a token, or another one. */
	| 'unauthorized'
	/** Authenticated, but without the right to do that. */
	| 'not_allowed'
	/** What answers there is not understood: no proxy-tui, or one of another version. */
	| 'unexpected_answer';

/** A refused command, which has changed nothing. The message says what is wrong and what to do. */
export class ControlError extends Error {
	readonly code: ControlErrorCode;

	constructor(code: ControlErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = 'ControlError';
		this.code = code;
	}
}

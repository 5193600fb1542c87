/** An authority has refused a request, or could not be asked. The message is a sentence of its own, without its full stop. */
export class AcmeError extends Error {
	override readonly name = 'AcmeError';
	/** The last part of its URN (RFC 8555 §6.7), such as `rateLimited`; undefined if the authority gave none. */
	readonly type: string | undefined;
	/** How long the authority wants to be left alone. */
	readonly retryAfterMs: number | undefined;

	constructor(message: string, {type, retryAfterMs, cause}: {readonly type?: string | undefined; readonly retryAfterMs?: number | undefined; readonly cause?: unknown} = {}) {
		super(message, {cause});
		this.type = type;
		this.retryAfterMs = retryAfterMs;
	}
}

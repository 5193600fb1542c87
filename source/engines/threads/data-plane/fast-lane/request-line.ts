import type {Buffer} from 'node:buffer';
import {maxTargetLength} from '../admission/request-limits.js';
import {isLineEndByte, isTargetByte, isTokenByte, space} from './byte-classes.js';
import {incomplete, malformed, skipText} from './field-scanner.js';

const slash = 0x2F;
const numberSign = 0x23;
const behindTarget = ' HTTP/1.1\r\n';

/** @returns undefined if there is nothing else: such lines, which some clients send behind a body, begin no request (RFC 9112 §2.2). */
export const withoutEmptyLines = (bytes: Buffer): Buffer | undefined => {
	let start = 0;
	while (start < bytes.length && isLineEndByte[bytes[start]!] === 1) {
		start++;
	}

	return start === bytes.length ? undefined : bytes.subarray(start);
};

/**
Finds the parts of a request line (RFC 9112 §3) whose target is a path.

    empty lines ──▶ method ── SP ──▶ request-target ── SP HTTP/1.1 CRLF ──▶ end
          └─────────────┴──────── anything else ────────┴────────▶ malformed
*/
export class RequestLine {
	start = 0;
	endOfMethod = 0;
	endOfTarget = 0;

	/**
	@param bytes
	@param start - Where it begins, empty lines before it included (RFC 9112 §2.2).
	@param end - Of what has come so far.
	@returns Where it ends, {@link incomplete}, or {@link malformed}.
	*/
	read(bytes: Uint8Array, start: number, end: number): number {
		let at = start;
		while (at < end && isLineEndByte[bytes[at]!] === 1) {
			at++;
		}

		this.start = at;
		while (at < end && isTokenByte[bytes[at]!] === 1) {
			at++;
		}

		if (at === end) {
			return incomplete;
		}

		this.endOfMethod = at;
		return at === this.start || bytes[at] !== space ? malformed : this.#readTarget(bytes, at + 1, end);
	}

	#readTarget(bytes: Uint8Array, start: number, end: number): number {
		if (start < end && bytes[start] !== slash) {
			return malformed;
		}

		let at = start;
		while (at < end && isTargetByte[bytes[at]!] === 1) {
			// A fragment is not for servers (RFC 9110 §7.1).
			if (bytes[at] === numberSign) {
				return malformed;
			}

			at++;
		}

		this.endOfTarget = at;
		return at - start > maxTargetLength ? malformed : skipText(behindTarget, bytes, at, end);
	}
}

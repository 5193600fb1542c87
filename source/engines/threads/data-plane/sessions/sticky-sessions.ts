import {createHmac} from 'node:crypto';
import {listChange} from '../../../../model/list-change.js';
import type {PoolMember} from '../../../../model/pool.js';
import type {OutgoingFields} from '../admission/request-head.js';
import {cookieFor, cookieName, sortCookies} from './sticky-cookie.js';

/** 128 bits, which cannot be guessed. */
const tokenBytes = 16;

const none: readonly string[] = [];

/** The session of a request. */
export type Session = {
	/** Its backend; undefined if it is new, forged, or its backend removed. */
	readonly backend: PoolMember | undefined;
	/** The `Set-Cookie` to send with the response of a backend; undefined if the client has it already. */
	cookieFor(backend: PoolMember): string | undefined;
};

/**
Session persistence by a cookie whose value is a keyed hash (HMAC-SHA-256) of the backend's URL. It does not reveal the URL, cannot
be forged without the key, and survives restarts and changes of the pool.
*/
export class StickySessions {
	readonly #key: string;
	/** By the backend's URL. */
	readonly #tokens = new Map<string, string>();
	/** By token. */
	readonly #backends = new Map<string, PoolMember>();
	#members: readonly PoolMember[] = [];

	/** @param key - Secret that is kept over restarts. */
	constructor(key: string) {
		this.#key = key;
	}

	apply(members: readonly PoolMember[]): void {
		// Hashing all URLs with each change would cost too much.
		const {gone, come} = listChange(this.#members, members);
		this.#members = members;
		for (const {url} of gone) {
			this.#backends.delete(this.#tokens.get(url)!);
			this.#tokens.delete(url);
		}

		for (const member of come) {
			const token = this.#tokenOf(member.url);
			this.#tokens.set(member.url, token);
			this.#backends.set(token, member);
		}
	}

	/**
	Reads the session of a request, and removes the session cookie from the header fields to be forwarded.

	@param fields
	@param isSecure - Whether the client uses https.
	*/
	take(fields: OutgoingFields, isSecure: boolean): Session {
		const own = this.#takeCookies(fields);
		const token = own.find(value => this.#backends.has(value));
		return {
			backend: token === undefined ? undefined : this.#backends.get(token),
			cookieFor: ({url}) => {
				const right = this.#tokens.get(url) ?? this.#tokenOf(url);
				return own.length === 1 && right === own[0] ? undefined : cookieFor(right, isSecure);
			},
		};
	}

	#takeCookies(fields: OutgoingFields): readonly string[] {
		const cookie = fields.get('cookie');
		if (cookie === undefined || (typeof cookie === 'string' && !cookie.includes(cookieName))) {
			return none;
		}

		const sorted = [cookie].flat().map(header => sortCookies(header));
		const own = sorted.flatMap(cookies => cookies.own);
		if (own.length > 0) {
			const others = sorted.map(cookies => cookies.others).filter(value => value !== undefined);
			if (others.length === 0) {
				fields.remove('cookie');
			} else {
				fields.set('cookie', others.length === 1 ? others[0]! : others);
			}
		}

		return own;
	}

	#tokenOf(url: string): string {
		return createHmac('sha256', this.#key).update(`session ${url}`).digest().subarray(0, tokenBytes).toString('base64url');
	}
}

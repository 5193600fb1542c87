import type {Buffer} from 'node:buffer';
import {isAuthority} from '../../../../model/authority.js';
import type {ClientPeer} from '../admission/client-peer.js';
import type {RawFields, ReadableField, ReceivedForwarding, RequestHead} from '../admission/request-head.js';
import {maxHeaderBytes, maxHeaderFields} from '../admission/request-limits.js';
import {carriesLogin} from '../forwarding/connection-login.js';
import {readContentLength} from '../headers/content-length.js';
import {requestFieldKind} from '../headers/request-fields.js';
import {withoutBlanks} from '../headers/without-blanks.js';
import {unlisted} from './field-names.js';
import {incomplete, malformed} from './field-scanner.js';
import {HeadFields} from './head-fields.js';
import {InternedTexts} from './interned-texts.js';
import {RequestLine} from './request-line.js';
import {
	changeableCodes,
	requestFieldNames,
	type RequestRole,
	requestRoles,
	userAgentCode,
} from './request-roles.js';

const lineEnd = '\r\n';

/** Of these options, none names a field that is sent on. */
const usualOptions = new Set(['close', 'keep-alive', 'te']);

/** What is rare or unclear is for the general lane to carry, or to refuse in its words. */
export const unusual = malformed;

const joined = (before: string | undefined, value: string): string => before === undefined ? value : `${before}, ${value}`;

/**
Reads heads of requests (RFC 9112 §3 and §5), one after the other, and holds of each what goes on: the field lines as they came,
but for those that are dropped, and lines of the proxy's own. What is read here, the general lane would take as well, and read the
same from it.

    request line ──▶ field lines ──▶ whole
          └─ anything else ─┴──────▶ unusual
*/
export class ScannedHead extends HeadFields implements RequestHead {
	readonly upgrade = undefined;
	readonly expect = undefined;
	method = '';
	target = '';
	rawFields: RawFields = '';
	peer!: ClientPeer;
	host: string | undefined;
	contentLength: string | undefined;
	transferEncoding: string | undefined;
	te: string | undefined;
	via: string | undefined;
	forwarded: ReceivedForwarding | undefined;
	/** Whether its client asks for the connection to be closed. */
	isLast = false;
	/** The proxy's own lines, as names and values by turns. */
	readonly own: Array<string | string[]> = [];
	readonly #line = new RequestLine();
	readonly #userAgents = new InternedTexts();
	#hasForwarded = false;

	constructor() {
		super(requestFieldNames, {isLenient: false});
	}

	get httpVersion(): string {
		return '1.1';
	}

	get isTaken(): boolean {
		return false;
	}

	get fieldCount(): number {
		return this.count;
	}

	/** The first, as node:http has it. */
	get userAgent(): string | undefined {
		for (let index = 0; index < this.count; index++) {
			if (this.code(index) === userAgentCode) {
				return this.internedValue(index, this.#userAgents);
			}
		}

		return undefined;
	}

	/**
	@param bytes
	@param start - Where it begins, empty lines before it included (RFC 9112 §2.2).
	@param end - Of what has come so far.
	@param peer - Whom it comes from.
	@returns Where it ends, {@link incomplete}, or {@link unusual}.
	*/
	read(bytes: Buffer, start: number, end: number, peer: ClientPeer): number {
		const behindLine = this.#line.read(bytes, start, end);
		const behind = behindLine < 0 ? behindLine : this.scan(bytes, behindLine, end);
		if ((behind === incomplete ? end : behind) - start > maxHeaderBytes) {
			return unusual;
		}

		if (behind < 0) {
			return behind;
		}

		this.#begin(bytes, behind, peer);
		return this.count <= maxHeaderFields && this.method !== 'CONNECT' && this.#sortAll() ? behind : unusual;
	}

	/** Of what could be refused, nothing has been read. */
	sort(isTrusted: boolean): undefined {
		if (!isTrusted || !this.#hasForwarded) {
			return;
		}

		const forwarded: Record<string, string> = {};
		for (let index = 0; index < this.count; index++) {
			const value = this.value(index);
			// What is empty says nothing.
			if (this.#role(index) !== 'forwarded' || value === '') {
				continue;
			}

			const name = this.name(index).toLowerCase();
			forwarded[name] = joined(forwarded[name], value);
			this.forwarded = forwarded;
		}
	}

	get(name: ReadableField): string | readonly string[] | undefined {
		const code = changeableCodes.get(name)!;
		let values: string | string[] | undefined;
		for (let index = 0; index < this.count; index++) {
			if (this.code(index) === code) {
				values = values === undefined ? this.value(index) : [values, this.value(index)].flat();
			}
		}

		return values;
	}

	set(name: string, value: string | string[]): void {
		if (name === 'host' && value === this.host) {
			return;
		}

		this.#dropAll(name);
		this.own.push(name, value);
	}

	remove(name: ReadableField): void {
		this.#dropAll(name);
	}

	#dropAll(name: string): void {
		const code = changeableCodes.get(name);
		if (code === undefined) {
			return;
		}

		for (let index = 0; index < this.count; index++) {
			if (this.code(index) === code) {
				this.drop(index);
			}
		}
	}

	#begin(bytes: Buffer, end: number, peer: ClientPeer): void {
		const {start, endOfMethod, endOfTarget} = this.#line;
		this.take(bytes, start, end);
		this.method = this.slice(start, endOfMethod);
		this.target = this.slice(endOfMethod + 1, endOfTarget);
		this.rawFields = this.text.slice(this.text.indexOf(lineEnd) + lineEnd.length, -lineEnd.length);
		this.peer = peer;
		this.host = undefined;
		this.contentLength = undefined;
		this.transferEncoding = undefined;
		this.te = undefined;
		this.via = undefined;
		this.forwarded = undefined;
		this.isLast = false;
		this.own.length = 0;
		this.#hasForwarded = false;
	}

	#role(index: number): RequestRole {
		const code = this.code(index);
		return code === unlisted ? requestFieldKind(this.name(index).toLowerCase()) : requestRoles[code]!;
	}

	/** @returns Whether it is such as this lane carries. */
	#sortAll(): boolean {
		for (let index = 0; index < this.count; index++) {
			const role = this.#role(index);
			if (role !== 'end-to-end' && role !== 'unknown' && !this.#takeField(index, role)) {
				return false;
			}
		}

		return this.host !== undefined && isAuthority(this.host);
	}

	/** @returns Whether it is one that this lane carries. */
	#takeField(index: number, role: RequestRole): boolean {
		switch (role) {
			case 'end-to-end':
			case 'unknown': {
				return true;
			}

			case 'ambiguous':
			case 'expect':
			case 'unusual': {
				return false;
			}

			case 'authorization': {
				return !carriesLogin({authorization: this.value(index)});
			}

			case 'host': {
				const isFirst = this.host === undefined;
				this.host = this.value(index);
				return isFirst;
			}

			case 'content-length':
			case 'transfer-encoding': {
				this.drop(index);
				return this.#takeFraming(role, this.value(index));
			}

			case 'connection': {
				this.drop(index);
				return this.#takeConnection(this.value(index));
			}

			case 'te':
			case 'via': {
				this.drop(index);
				this[role] = joined(this[role], this.value(index));
				return true;
			}

			case 'forwarded': {
				this.drop(index);
				this.#hasForwarded = true;
				return true;
			}

			case 'dropped': {
				this.drop(index);
				return true;
			}
		}
	}

	/** One length or one coding, and nothing that some would read otherwise (RFC 9112 §6.3). */
	#takeFraming(role: 'content-length' | 'transfer-encoding', value: string): boolean {
		const {contentLength, transferEncoding} = this;
		if (role === 'content-length') {
			const length = readContentLength(value, contentLength === undefined ? undefined : Number(contentLength));
			this.contentLength = String(length);
			return length !== undefined && transferEncoding === undefined;
		}

		this.transferEncoding = value;
		return contentLength === undefined && transferEncoding === undefined && value.toLowerCase() === 'chunked';
	}

	#takeConnection(value: string): boolean {
		for (const option of value.toLowerCase().split(',')) {
			const name = withoutBlanks(option);
			this.isLast ||= name === 'close';
			if (name !== '' && !usualOptions.has(name)) {
				return false;
			}
		}

		return true;
	}
}

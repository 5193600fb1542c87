import type {Buffer} from 'node:buffer';
import {readContentLength} from '../headers/content-length.js';
import {connectionOptions} from '../headers/hop-by-hop.js';
import {responseFieldKinds, type ResponseFieldKind} from '../headers/response-headers.js';
import {carriageReturn, isDigitByte, isLineEndByte, isValueByte, lineFeed, space} from './byte-classes.js';
import {FieldNames, unlisted} from './field-names.js';
import {incomplete, malformed, skipText} from './field-scanner.js';
import {HeadFields} from './head-fields.js';

/** How the end of a response's body shows (RFC 9112 §6.3). */
export type ResponseFraming = 'none' | 'length' | 'chunked' | 'until-close';

type Role = ResponseFieldKind | 'date' | 'keep-alive';

const special = new Map<string, Role>([
	['date', 'date'],
	['keep-alive', 'keep-alive'],
]);

const names = Array.from(responseFieldKinds, ([name]) => name);
const fieldNames = new FieldNames(names);
/** By the code of a name. */
const roles: readonly Role[] = ['end-to-end', ...names.map(name => special.get(name) ?? responseFieldKinds.get(name)!)];

const version = 'HTTP/1.';
const zero = 0x30;
const one = 0x31;
const digitsOfStatus = 3;
/** Older servers send no blank where no reason follows. */
const behindStatus = new Set([space, carriageReturn, lineFeed]);

const timeout = /(?:^|[\t ,])timeout=(?<seconds>\d{1,9})/iv;

const joined = (before: string | undefined, value: string): string => before === undefined ? value : `${before},${value}`;

/**
Reads heads of responses (RFC 9112 §4 and §5), one after the other, as leniently as is safe towards one's own backends, and takes
out of the field lines what is not sent on as it is.

    empty lines ──▶ HTTP-version ── SP ──▶ status-code ── SP ──▶ reason-phrase ── line end ──▶ field lines ──▶ whole
          └──────────────┴──────── anything else ──┴─────────────────┴──────────────────────────┴─────▶ malformed
*/
export class ResponseHead extends HeadFields {
	status = 0;
	reason = '';
	httpVersion: '1.0' | '1.1' = '1.1';
	/** Undefined if it says none, or none that counts. */
	contentLength: number | undefined;
	isChunked = false;
	/** Whether the connection can carry another exchange, by what the head says. */
	isPersistent = true;
	hasDate = false;
	/** All fields joined by commas. */
	upgrade: string | undefined;
	/** For how many seconds the backend keeps the connection, if it says so. */
	keepAliveSeconds: number | undefined;
	#connection: string | undefined;

	constructor() {
		super(fieldNames, {isLenient: true});
	}

	/** Below 200: the answer is still to come (RFC 9110 §15.2). */
	get isInterim(): boolean {
		return this.status < 200;
	}

	/** @param method - Of the request. */
	framing(method: string): ResponseFraming {
		if (method === 'HEAD' || this.isInterim || this.status === 204 || this.status === 304) {
			return 'none';
		}

		if (this.isChunked) {
			return 'chunked';
		}

		return this.contentLength === undefined ? 'until-close' : 'length';
	}

	/** @returns Where it ends, {@link incomplete}, or {@link malformed} for what does not mean the same to all. */
	read(bytes: Buffer, start: number, end: number): number {
		let at = start;
		while (at < end && isLineEndByte[bytes[at]!] === 1) {
			at++;
		}

		const startOfLine = at;
		at = this.#readStatus(bytes, at, end);
		if (at < 0) {
			return at;
		}

		const startOfReason = at < end && bytes[at] === space ? at + 1 : at;
		at = startOfReason;
		while (at < end && isValueByte[bytes[at]!] === 1) {
			at++;
		}

		const behindLine = this.behindLineEnd(bytes, at, end);
		const behind = behindLine < 0 ? behindLine : this.scan(bytes, behindLine, end);
		if (behind < 0) {
			return behind;
		}

		this.take(bytes, startOfLine, behind);
		this.reason = this.slice(startOfReason, at);
		return this.#sort() ? behind : malformed;
	}

	#readStatus(bytes: Buffer, start: number, end: number): number {
		const minor = skipText(version, bytes, start, end);
		if (minor < 0) {
			return minor;
		}

		const startOfStatus = minor + 2;
		const endOfStatus = startOfStatus + digitsOfStatus;
		if (endOfStatus >= end) {
			return incomplete;
		}

		if ((bytes[minor] !== zero && bytes[minor] !== one) || bytes[minor + 1] !== space) {
			return malformed;
		}

		this.httpVersion = bytes[minor] === one ? '1.1' : '1.0';
		this.status = 0;
		for (let at = startOfStatus; at < endOfStatus; at++) {
			if (isDigitByte[bytes[at]!] === 0) {
				return malformed;
			}

			this.status = (this.status * 10) + bytes[at]! - zero;
		}

		return this.status >= 100 && behindStatus.has(bytes[endOfStatus]!) ? endOfStatus : malformed;
	}

	/** @returns Whether its fields mean the same to all recipients. */
	#sort(): boolean {
		this.#forget();
		for (let index = 0; index < this.count; index++) {
			const role = roles[this.code(index)]!;
			if (role === 'date') {
				this.hasDate = true;
			} else if (role !== 'end-to-end') {
				this.drop(index);
				if (!this.#takeField(index, role)) {
					return false;
				}
			}
		}

		this.#heedConnection();
		if (this.isChunked && (this.contentLength !== undefined || this.httpVersion === '1.0')) {
			// Who wrote that may mean another end than was read (RFC 9112 §6.1, §6.3).
			this.contentLength = undefined;
			this.isPersistent = false;
		}

		return true;
	}

	/** @returns Whether it means the same to all. */
	#takeField(index: number, role: Role): boolean {
		switch (role) {
			case 'connection': {
				this.#connection = joined(this.#connection, this.value(index));
				return true;
			}

			case 'content-length': {
				this.contentLength = readContentLength(this.rawValue(index), this.contentLength);
				return this.contentLength !== undefined;
			}

			case 'transfer-encoding': {
				const isClear = !this.isChunked && this.rawValue(index).toLowerCase() === 'chunked';
				this.isChunked = true;
				return isClear;
			}

			case 'upgrade': {
				this.upgrade = joined(this.upgrade, this.value(index));
				return true;
			}

			case 'keep-alive': {
				const {seconds} = timeout.exec(this.value(index))?.groups ?? {};
				this.keepAliveSeconds = seconds === undefined ? this.keepAliveSeconds : Number(seconds);
				return true;
			}

			case 'date':
			case 'dropped':
			case 'end-to-end': {
				return true;
			}
		}
	}

	#heedConnection(): void {
		const connection = this.#connection?.toLowerCase();
		const options = connectionOptions(connection);
		const says = (option: string): boolean => connection === option || options.has(option);
		this.isPersistent = !says('close') && (this.httpVersion === '1.1' || says('keep-alive'));
		for (let index = 0; options.size > 0 && index < this.count; index++) {
			if (this.code(index) === unlisted && options.has(this.name(index).toLowerCase())) {
				this.drop(index);
			}
		}
	}

	#forget(): void {
		this.contentLength = undefined;
		this.isChunked = false;
		this.hasDate = false;
		this.upgrade = undefined;
		this.keepAliveSeconds = undefined;
		this.#connection = undefined;
	}
}

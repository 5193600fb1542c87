import type {LocalReply} from '../local-reply.js';
import type {ClientPeer} from './client-peer.js';

/** Header fields as received: `[name, value, …]`, or the text on the wire, each with its line end. */
export type RawFields = readonly string[] | string;

/** The request line and what is recorded of the head. Only the peer is known of an unparsable request. */
export type RequestLine = {
	readonly method?: string;
	readonly target?: string;
	/** Such as `1.1`. */
	readonly httpVersion?: string;
	readonly rawFields?: RawFields;
	readonly userAgent?: string | undefined;
	readonly peer: ClientPeer;
};

/** Forwarded headers of a trusted peer, by lower-case name. */
export type ReceivedForwarding = Readonly<Record<string, string>>;

/** Forwarded fields that admission may change. */
export type ReadableField = 'cookie' | 'max-forwards' | 'traceparent' | 'tracestate';

/** The header fields of a request to a backend. All names are in lower case. */
export type OutgoingFields = {
	/** Several fields of one name as an array. */
	get(name: ReadableField): string | readonly string[] | undefined;
	/** Replaces the client's fields of this name. Called at most once per name. */
	set(name: string, value: string | string[]): void;
	remove(name: ReadableField): void;
};

/**
The head of a request as parsed by a codec. Admission reads it and writes the head for backends into it. Independent of how bytes
are moved.
*/
export type RequestHead = Required<Omit<RequestLine, 'userAgent'>> & Pick<RequestLine, 'userAgent'> & OutgoingFields & {
	/** Replaced by admission. */
	target: string;
	readonly fieldCount: number;
	/** The requested protocol, if it can be forwarded; see `forwardableProtocol`. */
	readonly upgrade: string | undefined;
	/** Whether the codec has given up the connection for another protocol. */
	readonly isTaken: boolean;
	/**
	Sorts the header fields by kind, see `requestFieldKind`. The members below are valid after that.

	@param isTrusted - Whether forwarded headers of the peer are accepted.
	@returns The refusal of an ambiguous head.
	*/
	sort(isTrusted: boolean): LocalReply | undefined;
	/** As forwarded: the authority of the target takes precedence over the field. */
	host: string | undefined;
	readonly contentLength: string | undefined;
	readonly transferEncoding: string | undefined;
	readonly expect: string | undefined;
	/** All fields joined by commas. */
	readonly te: string | undefined;
	/** All fields joined by commas. */
	readonly via: string | undefined;
	readonly forwarded: ReceivedForwarding | undefined;
};

import type {LocalReply} from '../local-reply.js';
import type {ClientPeer} from './client-peer.js';

/** Header fields as they came: `[name, value, …]`, or as they stood on the wire, each with its line end. */
export type RawFields = readonly string[] | string;

/** The first line of a request, and what is kept of the rest. One that could not be parsed has none of it. */
export type RequestLine = {
	readonly method?: string;
	readonly target?: string;
	/** Such as `1.1`. */
	readonly httpVersion?: string;
	readonly rawFields?: RawFields;
	readonly peer: ClientPeer;
};

/** What the other end of the connection says of where a request comes from, if that is trusted: fields by lower-case name. */
export type ReceivedForwarding = Readonly<Record<string, string>>;

/** Fields that admission may change, though they are passed on. */
export type ReadableField = 'cookie' | 'max-forwards' | 'traceparent' | 'tracestate';

/** The header fields of a request that go on. All names are in lower case. */
export type OutgoingFields = {
	/** Several fields of one name as an array. */
	get(name: ReadableField): string | readonly string[] | undefined;
	/** Takes the place of what the client sent under this name. Called once a name at most. */
	set(name: string, value: string | string[]): void;
	remove(name: ReadableField): void;
};

/**
The head of a request as a codec has read it: admission reads it, and leaves in it what goes on. It says nothing of how
bytes move.
*/
export type RequestHead = Required<RequestLine> & OutgoingFields & {
	/** Admission puts what backends get in the place of what came. */
	target: string;
	readonly fieldCount: number;
	/** The protocol that it asks for, if backends can be asked for that; see `forwardableProtocol`. */
	readonly upgrade: string | undefined;
	/** Whether the connection was taken from its codec for another protocol. */
	readonly isTaken: boolean;
	/**
	Sorts the header fields by their kinds, see `requestFieldKind`. The members below are read after that.

	@param isTrusted - Whether the peer is believed where it says that requests come from.
	@returns Why it cannot be done.
	*/
	sort(isTrusted: boolean): LocalReply | undefined;
	/** As it is sent on: that of the target goes before the field. */
	host: string | undefined;
	readonly contentLength: string | undefined;
	readonly transferEncoding: string | undefined;
	readonly expect: string | undefined;
	/** All fields joined by commas. */
	readonly te: string | undefined;
	/** All fields joined by commas. */
	readonly via: string | undefined;
	/** What a trusted peer says. */
	readonly forwarded: ReceivedForwarding | undefined;
};

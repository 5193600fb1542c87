/** A piece of a header value: text as it stands, or something that is known only when a request is there. */
export type HeaderValuePart = string | {readonly variable: HeaderVariable};

export const headerVariables = ['client', 'request_id', 'backend'] as const;

/** `client`: its address; `request_id`: what `X-Request-Id` says; `backend`: its url. */
export type HeaderVariable = (typeof headerVariables)[number];

/** A change to a message's header fields. */
export type HeaderRule =
	/** Takes the place of all fields of that name. */
	| {readonly action: 'set'; readonly name: string; readonly value: readonly HeaderValuePart[]}
	/** Goes after those that are there. */
	| {readonly action: 'append'; readonly name: string; readonly value: readonly HeaderValuePart[]}
	| {readonly action: 'remove'; readonly name: string};

/** A part of a header value: text, or a variable of the request. */
export type HeaderValuePart = string | {readonly variable: HeaderVariable};

export const headerVariables = ['client', 'request_id', 'backend'] as const;

/** `client`: its address; `request_id`: what `X-Request-Id` says; `backend`: its url. */
export type HeaderVariable = (typeof headerVariables)[number];

/** A rule of header rewriting. */
export type HeaderRule =
	/** Replaces all fields of that name. */
	| {readonly action: 'set'; readonly name: string; readonly value: readonly HeaderValuePart[]}
	/** Goes after those that are there. */
	| {readonly action: 'append'; readonly name: string; readonly value: readonly HeaderValuePart[]}
	| {readonly action: 'remove'; readonly name: string};

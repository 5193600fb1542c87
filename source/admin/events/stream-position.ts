/** Position of a stream: numbers of the last event and of the last request sent. */
export type StreamPosition = {
	readonly event: number;
	readonly request: number;
};

/** The `id` of each event. Numbers are valid for one run of the program, whose name is included. */
export const formatPosition = (run: string, {event, request}: StreamPosition): string => `${run}-${event}-${request}`;

/** Parses an `id`; undefined for another run, or without one. */
export const parsePosition = (run: string, id: string | undefined): StreamPosition | undefined => {
	const {run: given, event, request} = /^(?<run>[a-z\d]{1,20})-(?<event>\d{1,15})-(?<request>\d{1,15})$/v.exec(id ?? '')?.groups ?? {};
	return given === run ? {event: Number(event), request: Number(request)} : undefined;
};

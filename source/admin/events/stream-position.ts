/** How far a stream has come: numbers of the last event and of the last request that it has told of. */
export type StreamPosition = {
	readonly event: number;
	readonly request: number;
};

/** As it stands in the `id` of each event. Numbers mean nothing to another run of the program, so its name is there, too. */
export const formatPosition = (run: string, {event, request}: StreamPosition): string => `${run}-${event}-${request}`;

/** Where to go on after an `id`; undefined for one of another run, or none at all. */
export const parsePosition = (run: string, id: string | undefined): StreamPosition | undefined => {
	const {run: given, event, request} = /^(?<run>[a-z\d]{1,20})-(?<event>\d{1,15})-(?<request>\d{1,15})$/v.exec(id ?? '')?.groups ?? {};
	return given === run ? {event: Number(event), request: Number(request)} : undefined;
};

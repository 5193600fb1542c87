/** What a replay sends in place of what was recorded. */
export type EditedRequest = {
	readonly method?: string;
	/** Path and query. */
	readonly target?: string;
	/** All header fields as names and values. The fields that frame the body are written by the proxy; without `Host`, the recorded one is sent. */
	readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
	readonly body?: string;
};

/** RFC 9110 §5.6.2. */
const token = /^[!#-'*+\-.^`\|~\w]+$/v;

/** RFC 9112 §3.2.1. */
const originForm = /^\/[\u{21}-\u{7E}]*$/v;

/** RFC 9110 §5.5, and the bytes above ASCII, which are obsolete but sent. */
const fieldValue = /^[\t\u{20}-\u{7E}\u{80}-\u{FF}]*$/v;

/** Why an edited request cannot be sent; undefined if it can. */
export const editProblem = ({method, target, headers = []}: EditedRequest): string | undefined => {
	if (method !== undefined && (!token.test(method) || method === 'CONNECT')) {
		return `${JSON.stringify(method)} is not a method that can be replayed. Give another, such as GET.`;
	}

	if (target !== undefined && !originForm.test(target)) {
		return `${JSON.stringify(target)} is not a path. Give one that begins with / and has no spaces, such as /a?b=c.`;
	}

	const [name] = headers.find(([given, value]) => !token.test(given) || !fieldValue.test(value)) ?? [];
	return name === undefined ? undefined : `The header field ${JSON.stringify(name)} cannot be sent. Give a name without spaces, and a value in one line.`;
};

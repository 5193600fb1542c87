import type {Agent, ClientRequest} from 'node:http';

/** Node calls `addRequest` to assign a connection, and then reads the limit of response fields. */
type ServingAgent = Agent & {addRequest(request: ClientRequest, options: object): void};

/** By default Node silently drops fields beyond a thousand. Their total size is limited separately. */
export const withAllFields = (agent: Agent): Agent => {
	const serving = agent as ServingAgent;
	const addRequest = serving.addRequest.bind(serving);
	serving.addRequest = (request, options) => {
		request.maxHeadersCount = 0;
		addRequest(request, options);
	};

	return agent;
};

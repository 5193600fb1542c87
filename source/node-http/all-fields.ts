import type {Agent, ClientRequest} from 'node:http';

/** What Node calls to give a request a connection; the last moment before it reads how many fields a response may have. */
type ServingAgent = Agent & {addRequest(request: ClientRequest, options: object): void};

/** By default Node silently drops fields beyond a thousand; their size is limited anyhow. */
export const withAllFields = (agent: Agent): Agent => {
	const serving = agent as ServingAgent;
	const addRequest = serving.addRequest.bind(serving);
	serving.addRequest = (request, options) => {
		request.maxHeadersCount = 0;
		addRequest(request, options);
	};

	return agent;
};

import {send} from './http-client.js';

/** Resolves once no connection is accepted at a port any more: the listeners close one after the other, and a connection that comes just then is reset. */
export const untilRefused = async (port: number): Promise<void> => {
	// Each on a connection of its own: one kept open could be closed just as the next request is sent on it.
	const code = await send(port, {agent: false}).then(() => undefined).catch((error: unknown) => (error as NodeJS.ErrnoException).code);
	if (code !== 'ECONNREFUSED') {
		await untilRefused(port);
	}
};

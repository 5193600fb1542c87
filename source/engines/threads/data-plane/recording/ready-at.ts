import type {Recording} from './recording.js';

type Connecting = Pick<Recording, 'attemptAt' | 'connectedAt' | 'isTls' | 'reusedConnection' | 'securedAt'>;

/** When the connection of the last attempt could carry the request, TLS handshake included; undefined if it could not. */
export const readyAt = ({reusedConnection, attemptAt, isTls, securedAt, connectedAt}: Connecting): number | undefined => {
	if (reusedConnection === true) {
		return attemptAt;
	}

	return isTls ? securedAt : connectedAt;
};

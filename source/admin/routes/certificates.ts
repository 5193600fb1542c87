import {certificateListWire} from '../../wire/certificate.js';
import {route, type Route} from '../route.js';

export const certificatesRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/certificates',
		summary: 'The certificates for clients: names, issuer, dates, file, next renewal, and why there is no newer one',
		answers: {200: certificateListWire.schema},
		handle: ({control}) => ({status: 200, body: certificateListWire.encode({certificates: control.status().certificates ?? []})}),
	}),
];

import os from 'node:os';
import type {ListenAddress} from '../../model/status.js';

const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname.endsWith('.localhost') || hostname.startsWith('127.') || hostname === '::1';

const isUnspecified = (hostname: string): boolean => hostname === '0.0.0.0' || hostname === '::';

const namesOfThisMachine = (): Set<string> => new Set([
	os.hostname().toLowerCase(),
	...Object.values(os.networkInterfaces()).flatMap(addresses => addresses?.map(({address}) => address) ?? []),
]);

/** Whether a connection to a url would arrive at a listener of this process. */
export const reachesListener = (url: string, listener: ListenAddress): boolean => {
	const {protocol, port, hostname} = new URL(url);
	const actualPort = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
	if (actualPort !== listener.port) {
		return false;
	}

	const name = hostname.replaceAll(/^\[|\]$/gv, '');
	const isListensEverywhere = isUnspecified(listener.host);
	return isLoopback(name) || isUnspecified(name) ? isListensEverywhere || isLoopback(listener.host) : name === listener.host || (isListensEverywhere && namesOfThisMachine().has(name));
};

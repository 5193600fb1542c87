import {isIP} from 'node:net';
import {networkInterfaces} from 'node:os';
import {isLoopback} from '../model/loopback.js';

const loopbackNames = ['localhost', '127.0.0.1', '::1'];

/** Wildcard addresses, which no client requests by name. */
const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

const defaultPort = 80;

const localAddresses = (): readonly string[] =>
	Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []).map(({address}) => address);

/**
The accepted values of `Host`. A name from another domain's DNS is not among them, which prevents DNS rebinding.

@param listening - The configured name, and its address.
@param port - The listening port.
*/
export const allowedHosts = (listening: readonly string[], port: number): ReadonlySet<string> => {
	const isRemote = listening.some(host => !isLoopback(host));
	const names = [...listening.filter(host => !wildcards.has(host)), ...loopbackNames, ...(isRemote ? localAddresses() : [])];
	const written = names.map(name => isIP(name) === 6 ? `[${name}]` : name.toLowerCase());
	return new Set(written.flatMap(name => [`${name}:${port}`, ...(port === defaultPort ? [name] : [])]));
};

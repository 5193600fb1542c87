import {isIP} from 'node:net';
import {networkInterfaces} from 'node:os';
import {isLoopback} from '../model/loopback.js';

const loopbackNames = ['localhost', '127.0.0.1', '::1'];

/** Listening on these means listening on every address; nobody asks for them by that name. */
const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

const defaultPort = 80;

const localAddresses = (): readonly string[] =>
	Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []).map(({address}) => address);

/**
The values of `Host` that the admin API answers to. A name that somebody else's DNS leads here is not among them, which is what
stops DNS rebinding.

@param listening - The name it was told to listen on, and the address that became of it.
@param port - Where it listens.
*/
export const allowedHosts = (listening: readonly string[], port: number): ReadonlySet<string> => {
	const isRemote = listening.some(host => !isLoopback(host));
	const names = [...listening.filter(host => !wildcards.has(host)), ...loopbackNames, ...(isRemote ? localAddresses() : [])];
	const written = names.map(name => isIP(name) === 6 ? `[${name}]` : name.toLowerCase());
	return new Set(written.flatMap(name => [`${name}:${port}`, ...(port === defaultPort ? [name] : [])]));
};

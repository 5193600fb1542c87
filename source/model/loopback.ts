import {BlockList, isIP} from 'node:net';

const loopbackAddresses = (): BlockList => {
	const list = new BlockList();
	list.addSubnet('127.0.0.0', 8, 'ipv4');
	list.addAddress('::1', 'ipv6');
	return list;
};

const loopback = loopbackAddresses();

/** Whether only this machine can reach an address. A name other than `localhost` counts as reachable from elsewhere. */
export const isLoopback = (host: string): boolean => {
	const family = isIP(host);
	return family === 0 ? host.toLowerCase() === 'localhost' : loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
};

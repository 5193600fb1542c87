import {readFileSync} from 'node:fs';

const file = '/proc/sys/net/ipv4/tcp_migrate_req';

/**
A warning for machines where several threads listen: each has a queue of connections in the kernel, which is
reset when the thread ends, unless the kernel may give them to another one.

@param threads
@param read - The kernel's setting.
@returns undefined where there is nothing to do.
*/
export const migrateRequestsAdvice = (threads: number, read = () => readFileSync(file, 'utf8')): string | undefined => {
	try {
		return threads > 1 && read().trim() === '0'
			? 'When one of several threads ends, the kernel resets connections that it has not accepted yet. "sysctl net.ipv4.tcp_migrate_req=1" has it give them to the others.'
			: undefined;
	} catch {
		// Kernels before 5.14 and other systems have no such setting.
		return undefined;
	}
};

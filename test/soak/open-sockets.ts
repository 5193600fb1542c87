import {readdir, readFile, readlink} from 'node:fs/promises';

const listening = '0A';

/** The kernel's numbers of all TCP connections, those that only listen aside (proc_pid_net(5)). */
const readConnections = async (file: string): Promise<string[]> => {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text.trim().split('\n').slice(1).map(line => line.trim().split(/\s+/v)).filter(fields => fields[3] !== listening).map(fields => fields[9]!);
};

/** How many TCP connections this process has open, in all its threads; undefined where the system does not tell (it is no Linux). */
export const openSockets = async (): Promise<number | undefined> => {
	const descriptors = await readdir('/proc/self/fd').catch(() => undefined);
	if (descriptors === undefined) {
		return undefined;
	}

	const [connections, targets] = await Promise.all([
		Promise.all(['/proc/self/net/tcp', '/proc/self/net/tcp6'].map(async file => readConnections(file))),
		// One of them is the descriptor that read the list, and is gone.
		Promise.all(descriptors.map(async descriptor => readlink(`/proc/self/fd/${descriptor}`).catch(() => ''))),
	]);
	const known = new Set(connections.flat());
	return targets.filter(target => target.startsWith('socket:[') && known.has(target.slice('socket:['.length, -1))).length;
};

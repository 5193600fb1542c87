import {readFileSync} from 'node:fs';

/** Where nobody tells how many files may be open. */
const usualLimit = 10_240;
/** Log files, listeners, health checks and what else is open. */
const reserved = 256;
/** Each client's connection may need one to a backend, and a third of all is for connections that wait. */
const share = 3;
const most = 65_536;

const openFileLimit = (): number => {
	try {
		const found = /^Max open files\s+(?<soft>\d+)/mv.exec(readFileSync('/proc/self/limits', 'utf8'))?.groups?.['soft'];
		return found === undefined ? usualLimit : Number(found);
	} catch {
		// Other systems have no such file.
		return usualLimit;
	}
};

/** Client connections that this process can serve without running out of open files. */
export const defaultMaxConnections = (): number => {
	const affordable = Math.trunc((openFileLimit() - reserved) / share);
	return Math.min(Math.max(affordable, 1), most);
};

import {getHeapStatistics, setFlagsFromString} from 'node:v8';

/** A screen with a full log needs 30 to 40 MB. */
const enoughBytes = 60_000_000;

const checkInterval = 1000;

/**
Has the garbage collector let this thread's heap grow in small steps while it is larger than needed. On a machine with much memory it sees no
reason to collect what frames leave behind, and the process grows to 300 MB; with small steps always, it stays at 170 but each frame costs
twice as much. Ends with the process.
*/
export const keepHeapSmall = (): void => {
	setInterval(() => {
		setFlagsFromString(getHeapStatistics().total_physical_size > enoughBytes ? '--optimize-for-size' : '--no-optimize-for-size');
	}, checkInterval).unref();
};

import {setFlagsFromString} from 'node:v8';

/**
Has the garbage collector let the heap grow in small steps. On a machine with much memory it sees no reason to collect what frames leave
behind, of which hardly anything is alive: 300 MB instead of 160 beside 250 requests a second, while collecting sooner costs less than it
saves in page faults.
*/
export const keepHeapSmall = (): void => {
	setFlagsFromString('--optimize-for-size');
};

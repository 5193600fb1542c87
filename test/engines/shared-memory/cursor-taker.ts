/* Takes turns in a thread of its own and tells the numbers it got. */
import {parentPort, workerData} from 'node:worker_threads';
import {SharedCursor} from '../../../source/engines/shared-memory/shared-cursor.js';

const {memory, turns} = workerData as {memory: SharedArrayBuffer; turns: number};
const cursor = new SharedCursor(memory);
parentPort!.postMessage(Array.from({length: turns}, () => cursor.next()));

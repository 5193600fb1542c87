import {defaultThreads} from './default-threads.js';
import {clientsWithin, openFileLimit} from './open-files.js';

const most = 65_536;

/** Client connections that this process can serve without running out of open files. */
export const defaultMaxConnections = (): number => Math.min(clientsWithin(openFileLimit(), defaultThreads()), most);

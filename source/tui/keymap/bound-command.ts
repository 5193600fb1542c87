import type {CommandId} from '../keymap.js';
import type {Command} from './command.js';

/** A command with the keys that it has in this session. */
export type BoundCommand = Command & {readonly id: CommandId};

import type {Command} from '../keymap/command.js';
import type {Session} from '../session.js';

/** What a command does. */
export type Run = (session: Session) => void;

/** What the commands of a part of the keymap do, each under its id. */
export type RunsOf<Keys extends readonly Command[]> = Readonly<Record<Keys[number]['id'], Run>>;

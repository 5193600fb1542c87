import type {Command} from './screen-command.js';
import type {Session} from './session.js';

export type Run = (session: Session) => void;

/** The commands of a part of the keymap by their ids. */
export type RunsOf<Keys extends readonly Command[]> = Readonly<Record<Keys[number]['id'], Run>>;

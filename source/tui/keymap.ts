import {backendFormKeys} from './keymap/backend-form.js';
import {anywhereKeys} from './keymap/anywhere.js';
import {backendsKeys} from './keymap/backends.js';
import {browseKeys} from './keymap/browse.js';
import type {Command} from './keymap/command.js';
import {confirmKeys} from './keymap/confirm.js';
import {helpKeys} from './keymap/help.js';
import {movementKeys} from './keymap/movement.js';
import {typingKeys} from './keymap/typing.js';

/** Every key of the screen. Footer, help screen, palette and the readme's table are made from this list. */
const keymap = [
	...backendsKeys,
	...browseKeys,
	...movementKeys,
	...backendFormKeys,
	...confirmKeys,
	...helpKeys,
	...typingKeys,
	...anywhereKeys,
] as const;

export type CommandId = (typeof keymap)[number]['id'];

/** The list again, without the narrowness of its literals. */
export const commands: ReadonlyArray<Command & {readonly id: CommandId}> = keymap;

import {backendFormKeys} from './keymap/backend-form.js';
import {anywhereKeys} from './keymap/anywhere.js';
import {backendsKeys} from './keymap/backends.js';
import {browseKeys} from './keymap/browse.js';
import type {Command} from './keymap/command.js';
import {confirmKeys} from './keymap/confirm.js';
import {detailsKeys} from './keymap/details.js';
import {eventsKeys} from './keymap/events.js';
import {exportKeys} from './keymap/export.js';
import {filterKeys} from './keymap/filter.js';
import {findKeys} from './keymap/find.js';
import {helpKeys} from './keymap/help.js';
import {inspectKeys} from './keymap/inspect.js';
import {mouseKeys} from './keymap/mouse.js';
import {movementKeys} from './keymap/movement.js';
import {metricsKeys} from './keymap/metrics.js';
import {orderKeys} from './keymap/order.js';
import {paletteKeys} from './keymap/palette.js';
import {readingKeys} from './keymap/reading.js';
import {replayKeys} from './keymap/replay.js';
import {requestActionsKeys} from './keymap/request-actions.js';
import {requestsKeys} from './keymap/requests.js';
import {sortKeys} from './keymap/sort.js';
import {termKeys} from './keymap/term.js';
import {settingsKeys} from './keymap/settings.js';
import {typingKeys} from './keymap/typing.js';
import {weightFormKeys} from './keymap/weight-form.js';

/** All commands and keys. Footer, help, palette and the readme's table are generated from this list. */
const keymap = [
	...backendsKeys,
	...requestActionsKeys,
	...requestsKeys,
	...orderKeys,
	...browseKeys,
	...mouseKeys,
	...movementKeys,
	...filterKeys,
	...termKeys,
	...findKeys,
	...sortKeys,
	...paletteKeys,
	...backendFormKeys,
	...weightFormKeys,
	...confirmKeys,
	...detailsKeys,
	...inspectKeys,
	...replayKeys,
	...exportKeys,
	...metricsKeys,
	...eventsKeys,
	...settingsKeys,
	...helpKeys,
	...readingKeys,
	...typingKeys,
	...anywhereKeys,
] as const;

export type CommandId = (typeof keymap)[number]['id'];

/** A command with its keys of this session. */
export type BoundCommand = Command & {readonly id: CommandId};

/** The list with a wider type. */
export const commands: readonly BoundCommand[] = keymap;

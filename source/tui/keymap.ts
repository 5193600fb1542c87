import {backendFormKeys} from './features/add/add-keys.js';
import {anywhereKeys} from './features/anywhere/anywhere-keys.js';
import {backendsKeys} from './features/backends/backends-keys.js';
import {browseKeys} from './features/lists/lists-keys.js';
import type {Command} from './screen-command.js';
import {confirmKeys} from './features/pool/confirm-keys.js';
import {detailsKeys} from './features/details/details-keys.js';
import {eventsKeys} from './features/events/events-keys.js';
import {exportKeys} from './features/export/export-keys.js';
import {filterKeys} from './features/filter/filter-keys.js';
import {findKeys} from './features/find/find-keys.js';
import {helpKeys} from './features/help/help-keys.js';
import {inspectKeys} from './features/inspect/inspect-keys.js';
import {mouseKeys} from './features/mouse/mouse-keys.js';
import {movementKeys} from './features/lists/movement-keys.js';
import {metricsKeys} from './features/metrics/metrics-keys.js';
import {orderKeys} from './features/sort/order-keys.js';
import {paletteKeys} from './features/palette/palette-keys.js';
import {readingKeys} from './features/reading/reading-keys.js';
import {replayKeys} from './features/replay/replay-keys.js';
import {requestActionsKeys} from './features/requests/request-actions-keys.js';
import {requestsKeys} from './features/requests/requests-keys.js';
import {sortKeys} from './features/sort/sort-keys.js';
import {termKeys} from './features/term/term-keys.js';
import {settingsKeys} from './features/settings/settings-keys.js';
import {typingKeys} from './features/typing/typing-keys.js';
import {weightFormKeys} from './features/weight/weight-keys.js';

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

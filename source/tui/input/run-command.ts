import {lackReason} from '../../model/abilities.js';
import type {CommandId} from '../keymap.js';
import type {Session} from '../session.js';
import {backendFormRuns} from '../features/add/add-feature.js';
import {anywhereRuns} from '../features/anywhere/anywhere-feature.js';
import {backendsRuns} from '../features/backends/backends-feature.js';
import {orderRuns, sortRuns} from '../features/sort/sort-feature.js';
import {browseRuns} from '../features/lists/lists-feature.js';
import {detailsRuns} from '../features/details/details-feature.js';
import {eventsRuns} from '../features/events/events-feature.js';
import {exportRuns} from '../features/export/export-feature.js';
import {filterRuns} from '../features/filter/filter-feature.js';
import {findRuns} from '../features/find/find-feature.js';
import {helpRuns} from '../features/help/help-feature.js';
import {inspectRuns} from '../features/inspect/inspect-feature.js';
import {metricsRuns} from '../features/metrics/metrics-feature.js';
import {mouseRuns} from '../features/mouse/mouse-feature.js';
import {movementRuns} from '../features/lists/movement.js';
import {paletteRuns} from '../features/palette/palette-feature.js';
import {confirmRuns} from '../features/pool/change-pool.js';
import {readingRuns} from '../features/reading/reading-feature.js';
import {replayRuns} from '../features/replay/replay-feature.js';
import {requestActionsRuns} from '../features/requests/request-actions.js';
import {requestsRuns, termRuns} from '../features/requests/requests-feature.js';
import type {Run} from '../run.js';
import {settingsRuns} from '../features/settings/settings-feature.js';
import {typingRuns} from '../features/typing/typing-feature.js';
import {weightFormRuns} from '../features/weight/weight-feature.js';

const runs: Readonly<Record<CommandId, Run>> = {
	...backendsRuns,
	...orderRuns,
	...paletteRuns((id, session) => {
		runCommand(id, session);
	}),
	...findRuns,
	...sortRuns,
	...requestActionsRuns,
	...browseRuns,
	...mouseRuns,
	...movementRuns,
	...requestsRuns,
	...filterRuns,
	...termRuns,
	...backendFormRuns,
	...weightFormRuns,
	...confirmRuns,
	...detailsRuns,
	...inspectRuns,
	...replayRuns,
	...exportRuns,
	...metricsRuns,
	...eventsRuns,
	...settingsRuns,
	...helpRuns,
	...readingRuns,
	...typingRuns,
	...anywhereRuns,
};

/** Carries out a command, or says in one line why the engine cannot. */
export const runCommand = (id: CommandId, session: Session): void => {
	const {commands, status} = session.state;
	const reason = lackReason(status, commands.find(command => command.id === id)?.needs);
	if (reason === undefined) {
		runs[id](session);
	} else {
		session.notify(reason, 'warn');
	}
};

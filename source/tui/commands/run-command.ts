import {lackReason} from '../../model/abilities.js';
import type {CommandId} from '../keymap.js';
import type {Session} from '../session.js';
import {backendFormRuns} from './add-form.js';
import {anywhereRuns} from './anywhere.js';
import {backendsRuns} from './backends.js';
import {orderRuns, sortRuns} from './backends-order.js';
import {browseRuns} from './browse.js';
import {detailsRuns} from './details.js';
import {eventsRuns} from './events.js';
import {exportRuns} from './export.js';
import {filterRuns} from './filter.js';
import {findRuns} from './find.js';
import {helpRuns} from './help.js';
import {inspectRuns} from './inspect.js';
import {metricsRuns} from './metrics.js';
import {mouseRuns} from './mouse.js';
import {movementRuns} from './movement.js';
import {paletteRuns} from './palette.js';
import {confirmRuns} from './change-pool.js';
import {readingRuns} from './reading.js';
import {replayRuns} from './replay.js';
import {requestActionsRuns} from './request-actions.js';
import {requestsRuns, termRuns} from './requests.js';
import type {Run} from './run.js';
import {settingsRuns} from './settings.js';
import {typingRuns} from './typing.js';
import {weightFormRuns} from './weight-form.js';

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

import type {GivenSettings} from '../config/given-settings.js';
import {environmentPrefix} from '../config/names.js';
import type {Actor} from '../model/actor.js';

/** By whom the backends of the start are in the pool. */
export const backendsActor = (started: GivenSettings, commandLine: GivenSettings): Actor => {
	const {from} = started.get('backends')!;
	if (commandLine.has('backends') || from === 'default') {
		// Those of the demo, which the command line asks for, are no setting.
		return {face: 'command-line'};
	}

	return from === 'saved' ? {face: 'saved-state'} : {face: from.startsWith(environmentPrefix) ? 'environment' : 'config', name: from};
};

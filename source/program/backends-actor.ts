import type {GivenSettings} from '../config/given-settings.js';
import {environmentPrefix} from '../config/names.js';
import type {Actor} from '../model/actor.js';

/** The actor of the initial backends. */
export const backendsActor = (started: GivenSettings, commandLine: GivenSettings): Actor => {
	const {from} = started.get('backends')!;
	if (commandLine.has('backends') || from === 'default') {
		// Demo backends come from the command line, but are not a setting.
		return {face: 'command-line'};
	}

	return from === 'saved' ? {face: 'saved-state'} : {face: from.startsWith(environmentPrefix) ? 'environment' : 'config', name: from};
};

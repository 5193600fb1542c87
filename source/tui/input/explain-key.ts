import {lackReason} from '../../model/abilities.js';
import {commands as allCommands} from '../features.js';
import {browse} from '../state/mode.js';
import type {Pane, Session} from '../state/screen-state.js';
import {contextsOf} from './bindings.js';

const others: Readonly<Record<Pane, {readonly pane: Pane; readonly name: string}>> = {
	backends: {pane: 'requests', name: 'requests'},
	requests: {pane: 'backends', name: 'backends'},
};

/** Explains why a bound key does nothing: it belongs to the other list, or the screen is read-only. */
export const explainKey = (session: Session, key: string): void => {
	const {mode, modes, pane, commands, status, isReadOnly} = session.state;
	if (mode.kind !== browse.kind) {
		return;
	}

	const other = others[pane];
	const inOther = contextsOf({mode: browse, modes, pane: other.pane});
	const elsewhere = commands.find(({context, keys}) => inOther.includes(context) && keys.includes(key));
	if (elsewhere) {
		session.notify(lackReason(status, elsewhere.needs) ?? `${key} (${elsewhere.label}) is for the ${other.name}: tab switches there`, 'warn');
		return;
	}

	const withheld = isReadOnly ? allCommands.find(({context, keys}) => [...inOther, ...contextsOf({mode: browse, modes, pane})].includes(context) && keys.includes(key)) : undefined;
	if (withheld) {
		session.notify(`${key} (${withheld.label}) is not available: this screen is --read-only`, 'warn');
	}
};

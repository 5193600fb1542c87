import {actorWords, type Actor} from '../../model/actor.js';
import {commandWords} from '../../model/command.js';
import type {ControlEvent} from '../../model/event.js';
import {warningWords} from '../../model/warning.js';
import {outlierWords} from '../../model/outlier.js';
import {stateWords} from '../../model/state-words.js';
import {formatDuration} from '../text/units.js';
import type {Tone} from '../look/theme.js';

/** A notice and its tone. */
export type Told = {
	readonly text: string;
	readonly tone: Tone;
};

type HealthChanged = Extract<ControlEvent, {readonly type: 'health-changed'}>;

/** The administrative state takes precedence over the health. */
const healthWords = ({backend: {state}, to}: HealthChanged): string => {
	const isDown = to === 'unhealthy';
	if (state === 'active') {
		return isDown ? 'is DOWN' : 'is UP again';
	}

	return `is ${state === 'disabled' ? 'OFF' : 'draining'} and ${isDown ? 'unhealthy' : 'healthy again'}`;
};

const healthNotice = (event: HealthChanged): Told | undefined => {
	const {backend, from, to, reason, hint} = event;
	const isNews = from === 'unhealthy' || to === 'unhealthy';
	return isNews ? {text: `${backend.url} ${healthWords(event)}: ${reason}${hint === undefined ? '' : `; ${hint}`}`, tone: to === 'unhealthy' ? 'bad' : 'good'} : undefined;
};

type StateChanged = Extract<ControlEvent, {readonly type: 'state-changed'}>;

const changeOfState = ({from, to}: StateChanged): string =>
	from === 'draining' && to === 'disabled' ? 'is OFF: nothing is in flight any more' : stateWords[to];

/** Words an event; undefined if it needs no notice. Green only for a recovery. */
export const eventNotice = (event: ControlEvent): Told | undefined => {
	switch (event.type) {
		case 'backend-added': {
			return {text: `Added ${event.backend.url}`, tone: 'plain'};
		}

		case 'backend-removed': {
			return {text: `Removed ${event.backend.url}`, tone: 'plain'};
		}

		case 'name-removed': {
			return {text: `Removed ${event.url}`, tone: 'plain'};
		}

		case 'name-changed': {
			return {text: `Changed weight of ${event.url} from ${event.from} to ${event.to}`, tone: 'plain'};
		}

		case 'health-changed': {
			return healthNotice(event);
		}

		case 'policy-changed': {
			return {text: `Changed policy from ${event.from} to ${event.to}`, tone: 'plain'};
		}

		case 'settings-changed': {
			const [names, remembered] = [event.names, event.remembered ?? []].map(all => all.filter(name => name !== 'policy')) as [string[], string[]];
			return names.length === 0 ? undefined : {text: `Changed ${names.join(', ')}${remembered.length === 0 ? '' : `; saved: ${remembered.join(', ')}`}`, tone: 'plain'};
		}

		case 'settings-remembered': {
			return {text: `Saved settings in effect: ${event.names.join(', ')}. D in the settings (S) resets one, a start with --no-save ignores all (${event.file})`, tone: 'warn'};
		}

		case 'config-applied': {
			return {text: `Reloaded ${event.file}`, tone: 'plain'};
		}

		case 'certificate-changed': {
			return {text: `The new certificate in ${event.source} is served now`, tone: 'plain'};
		}

		case 'backend-ejected': {
			return {text: `${event.backend.url} is ejected for ${Math.round(event.durationMs / 1000)} s: ${outlierWords(event.outlier)}`, tone: 'bad'};
		}

		case 'stall-changed': {
			return event.isStalled
				? {text: `${event.backend.url} does not respond: requests wait far longer than usual, the oldest for ${formatDuration(event.waitedMs)}`, tone: 'bad'}
				: {text: `${event.backend.url} responds again`, tone: 'good'};
		}

		case 'backend-returned': {
			return {text: `${event.backend.url} is back after ejection`, tone: 'good'};
		}

		case 'panic-changed': {
			return event.isPanic
				? {text: 'PANIC: too few backends are available, so all active ones serve', tone: 'bad'}
				: {text: 'Enough backends are available again', tone: 'good'};
		}

		case 'worker-restarted': {
			return {text: `Worker ${event.worker} was restarted: ${event.reason}`, tone: 'warn'};
		}

		case 'command': {
			return {text: `${commandWords(event.command)}, by ${actorWords(event.actor)}`, tone: 'plain'};
		}

		case 'warning': {
			return {text: warningWords(event.warning), tone: 'warn'};
		}

		case 'state-changed': {
			return {text: `${event.backend.url} ${changeOfState(event)}`, tone: 'plain'};
		}

		case 'weight-changed': {
			return {text: `Changed weight of ${event.backend.url} from ${event.from} to ${event.to}`, tone: 'plain'};
		}

		case 'health-check-changed': {
			return {text: `Changed health checks of ${event.backend.url}`, tone: 'plain'};
		}
	}
};

type CommandEvent = Extract<ControlEvent, {readonly type: 'command'}>;

/**
The one sentence for a command and the only change that it has made, the fuller of the two with the actor; undefined where either says
what the other leaves out.
*/
export const joinedNotice = (change: ControlEvent, event: CommandEvent): Told | undefined => {
	const {command, actor} = event;
	const isOfCommand = (command.type === 'add' && change.type === 'backend-added')
		|| (command.type === 'remove' && change.type === 'backend-removed' && !command.isForced)
		|| (command.type === 'change-settings' && change.type === 'settings-changed' && change.remembered === undefined);
	if (isOfCommand) {
		return eventNotice(event);
	}

	const isOfChange = (command.type === 'update' && ['state-changed', 'weight-changed', 'health-check-changed'].includes(change.type))
		|| (command.type === 'change-settings' && change.type === 'policy-changed');
	const told = isOfChange ? eventNotice(change) : undefined;
	return told && {...told, text: `${told.text}, by ${actorWords(actor)}`};
};

/** Tells the user of this screen from other actors. */
export type IsOwn = (actor: Actor) => boolean;

/** Changes that a key's result has told already. What its command leads to later, once a drain has ended, is news. */
const isToldByKey = (event: ControlEvent): boolean => event.type === 'backend-removed'
	? event.backend.state !== 'draining'
	: ['command', 'backend-added', 'name-removed', 'name-changed', 'policy-changed', 'settings-changed'].includes(event.type);

/** Whether an event needs a notice: some are visible in the rows, and the results of the user's own keys are told at once. */
export const needsNotice = (event: ControlEvent, isOwn: IsOwn): boolean => {
	if (isOwn(event.actor) && isToldByKey(event)) {
		return false;
	}

	if (event.type === 'state-changed') {
		return event.from === 'draining' && event.to === 'disabled';
	}

	// A disabled backend is of no interest.
	return event.type === 'health-changed'
		? event.backend.state !== 'disabled'
		: event.type !== 'weight-changed' && event.type !== 'health-check-changed';
};

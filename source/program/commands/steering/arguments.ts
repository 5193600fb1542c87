import {isIPv6} from 'node:net';
import type {Environment} from '../../../config/environment.js';
import {readFlags, type Flags} from '../../../config/read-flags.js';
import {SettingsError} from '../../../config/settings-error.js';
import {maxWeight, minWeight} from '../../../model/backend.js';
import {parseAdminAddress, type AdminAddress} from '../../../engines/remote/admin-address.js';
import type {GivenScreenFlags} from './screen-settings.js';
import {
	screenFlags,
	steeringCommands,
	steeringFlags,
	type SteeringCommand,
	type SteeringCommandName,
	type SteeringFlag,
	type SteeringFlagName,
} from './steering-commands.js';
import {givenToken, isGiven, type GivenToken} from './token.js';

export type SteeringArguments = {
	/** The backend, or the URL of a new one; undefined for commands that take none. */
	readonly operand: string | undefined;
	readonly address: AdminAddress;
	readonly token: GivenToken;
	readonly host: string | undefined;
	readonly weight: number | undefined;
	readonly wait: boolean;
	readonly force: boolean;
	/** Whether confirmations are given. */
	readonly yes: boolean;
	readonly json: boolean;
	/** Settings of the screen, for `attach`. */
	readonly screen: GivenScreenFlags;
};

/** The admin API of an instance with the same environment. */
const environmentAddress = (environment: Environment): string => {
	const socket = environment['PROXY_TUI_ADMIN_SOCKET'];
	if (isGiven(socket)) {
		return `unix:${socket}`;
	}

	const host = environment['PROXY_TUI_ADMIN_HOST'];
	const port = environment['PROXY_TUI_ADMIN_PORT'];
	const name = !isGiven(host) || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
	return `http://${isIPv6(name) ? `[${name}]` : name}:${isGiven(port) ? port : 8082}`;
};

const readAddress = (given: string | undefined, environment: Environment): AdminAddress => {
	const address = parseAdminAddress(given ?? environmentAddress(environment));
	if (typeof address === 'string') {
		throw new SettingsError([address]);
	}

	return address;
};

const readHost = (text: string | undefined): string | undefined => {
	if (text !== undefined && !/^(?:[\w.\-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/iv.test(text)) {
		throw new SettingsError([`--as ${text} is not a host; give one such as localhost:8082.`]);
	}

	return text;
};

const readWeight = (text: string | undefined): number | undefined => {
	if (text === undefined) {
		return undefined;
	}

	const weight = Number(text);
	if (!/^\d+$/v.test(text) || weight < minWeight || weight > maxWeight) {
		throw new SettingsError([`--weight ${text} is not a weight; give a whole number from ${minWeight} to ${maxWeight}.`]);
	}

	return weight;
};

const flagsOf = (name: SteeringCommandName): Flags<SteeringFlagName> => new Map(steeringCommands[name].flags.map(flag => {
	const {placeholder, isRepeatable}: SteeringFlag = steeringFlags[flag];
	return [`--${flag}`, {
		name: flag,
		takesValue: placeholder !== undefined,
		isRepeatable: isRepeatable === true,
		mayBeginWithHyphen: true,
		isSecret: flag === 'admin-token',
	}];
}));

/**
Reads what follows the name of a steering command.

@throws {SettingsError}
*/
export const parseSteeringArguments = (name: SteeringCommandName, argv: readonly string[], environment: Environment): SteeringArguments => {
	const {values, operands} = readFlags(argv, flagsOf(name), `proxy-tui ${name}`);
	const empty = [...values].find(([, value]) => value === '');
	if (empty) {
		throw new SettingsError([`--${empty[0]} needs a value after it.`]);
	}

	const {operand: wanted}: SteeringCommand = steeringCommands[name];
	const isOptional = wanted.startsWith('[');
	const [operand, ...others] = operands;
	if ((operand === undefined && !isOptional) || others.length > 0) {
		const atMost = isOptional ? 'at most ' : '';
		throw new SettingsError([`proxy-tui ${name} takes ${atMost}one ${wanted.replaceAll(/[\[\]]/gv, '')}, not ${operands.length}: proxy-tui ${name} ${wanted}.`]);
	}

	const text = (flag: SteeringFlagName): string | undefined => {
		const value = values.get(flag);
		return typeof value === 'string' ? value : undefined;
	};

	if (isOptional && operand !== undefined && values.has('admin')) {
		throw new SettingsError([`The address is given twice: as ${operand} and as --admin ${text('admin')}.`]);
	}

	return {
		operand: isOptional ? undefined : operand,
		address: readAddress(text('admin') ?? (isOptional ? operand : undefined), environment),
		token: givenToken({token: text('admin-token'), file: text('admin-token-file')}, environment),
		host: readHost(text('as')),
		weight: readWeight(text('weight')),
		wait: values.has('wait'),
		force: values.has('force'),
		yes: values.has('yes'),
		json: values.has('json'),
		screen: new Map(screenFlags.flatMap(flag => {
			const value = values.get(flag);
			return value === undefined ? [] : [[flag, value] as const];
		})),
	};
};

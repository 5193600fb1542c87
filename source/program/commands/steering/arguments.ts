import {isIPv6} from 'node:net';
import type {Environment} from '../../../config/environment.js';
import {readFlags, type Flags} from '../../../config/read-flags.js';
import {SettingsError} from '../../../config/settings-error.js';
import {parseAdminAddress, type AdminAddress} from '../../../engines/remote/admin-address.js';
import {readTop, type TopArguments} from './top-arguments.js';
import {readFilter, readSettingChanges, readWeight} from './operands.js';
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
	/** Without the address of the instance. */
	readonly operands: readonly string[];
	readonly address: AdminAddress;
	readonly token: GivenToken;
	readonly host: string | undefined;
	readonly weight: number | undefined;
	/** Settings by name, for `set`; null for the default. */
	readonly changes: Readonly<Record<string, string | null>>;
	readonly top: TopArguments;
	/** A filter of requests; empty for all. */
	readonly filter: string;
	readonly wait: boolean;
	readonly force: boolean;
	/** Whether confirmations are given. */
	readonly yes: boolean;
	readonly json: boolean;
	/** Whether it goes on until it is interrupted. */
	readonly isLasting: boolean;
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

const checkOperands = (name: SteeringCommandName, wanted: string, count: number): void => {
	const words = wanted.split(' ').filter(word => word !== '');
	const least = words.filter(word => !word.startsWith('[')).length;
	const most = wanted.includes('…') ? Infinity : words.length;
	if (count >= least && count <= most) {
		return;
	}

	const one = least === most ? 'one' : (least === 0 ? 'at most one' : 'at least one');
	const listed = words.join(' and ').replaceAll(/[\[\]…]/gv, '');
	const taken = words.length === 1 ? `${one} ${listed}` : (listed === '' ? 'no arguments' : listed);
	throw new SettingsError([`proxy-tui ${name} takes ${taken}, not ${count}: ${`proxy-tui ${name} ${wanted}`.trimEnd()}.`]);
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

	const {operands: wanted}: SteeringCommand = steeringCommands[name];
	checkOperands(name, wanted, operands.length);

	const text = (flag: SteeringFlagName): string | undefined => {
		const value = values.get(flag);
		return typeof value === 'string' ? value : undefined;
	};

	const address = wanted === '[ADDRESS]' ? operands[0] : undefined;
	if (address !== undefined && values.has('admin')) {
		throw new SettingsError([`The address is given twice: as ${address} and as --admin ${text('admin')}.`]);
	}

	return {
		operands: wanted === '[ADDRESS]' ? [] : operands,
		address: readAddress(text('admin') ?? address, environment),
		token: givenToken({token: text('admin-token'), file: text('admin-token-file')}, environment),
		host: readHost(text('as')),
		weight: name === 'weight' ? readWeight(operands[1]!) : (text('weight') === undefined ? undefined : readWeight(text('weight')!, '--weight ')),
		top: readTop(name === 'top' ? operands[0] : undefined, text('measure'), text('over')),
		changes: name === 'set' ? readSettingChanges(operands) : {},
		filter: name === 'requests' ? readFilter(operands.join(' ')) : '',
		wait: values.has('wait'),
		force: values.has('force'),
		yes: values.has('yes'),
		json: values.has('json'),
		isLasting: values.has('follow') || values.has('watch'),
		screen: new Map(screenFlags.flatMap(flag => {
			const value = values.get(flag);
			return value === undefined ? [] : [[flag, value] as const];
		})),
	};
};

import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {AdminClient} from '../../engines/remote/admin-client.js';
import {decode} from '../../engines/remote/decode.js';
import {backendListWire} from '../../wire/backend.js';
import {settingsWire} from '../../wire/settings.js';
import {parseSteeringArguments} from './steering/arguments.js';
import {printable} from './steering/printable.js';
import {connectionFlags, steeringCommandNames, steeringCommands, type SteeringCommand} from './steering/steering-commands.js';
import {readGivenToken} from './steering/token.js';

type Offer = readonly [word: string, help: string];

/** A shell may expand what it is offered: nothing that an instance sends may run. */
const plainWord = /^[\w\-.=]+$/v;

/** A shell waits for its completions. In milliseconds. */
const timeoutMs = 3000;

const backends = async (client: AdminClient): Promise<readonly Offer[]> =>
	decode(backendListWire, await client.read('/backends'), client.address).backends.map(({id, url, state}) => [id, `${url} ${state}`] as const);

/** Names, or once there is one, its values. */
const settings = async (client: AdminClient, word: string): Promise<readonly Offer[]> => {
	const {settings: all} = decode(settingsWire, await client.read('/settings'), client.address);
	const live = all.filter(({isLive, fixedBecause}) => isLive && fixedBecause === undefined);
	const [name] = word.split('=', 1);
	return word.includes('=')
		? live.filter(setting => setting.name === name).flatMap(({choices = []}) => choices.map(choice => [`${name}=${choice}`, ''] as const))
		: live.map(setting => [`${setting.name}=`, setting.help] as const);
};

/** The flags that say where the instance is, and the operands. */
const readLine = (words: readonly string[]): {readonly flags: readonly string[]; readonly operands: readonly string[]} => {
	const flags: string[] = [];
	const operands: string[] = [];
	for (let index = 0; index < words.length; index++) {
		const word = words[index]!;
		if (!word.startsWith('-')) {
			operands.push(word);
		} else if (connectionFlags.some(flag => word === `--${flag}`)) {
			flags.push(`${word}=${words[++index] ?? ''}`);
		} else if (connectionFlags.some(flag => word.startsWith(`--${flag}=`))) {
			flags.push(word);
		}
	}

	return {flags, operands};
};

const offersFor = async (line: string): Promise<readonly Offer[]> => {
	const [, command, ...words] = line.trimStart().split(/\s+/v);
	const name = steeringCommandNames.find(known => known === command);
	if (name === undefined) {
		return [];
	}

	const {operands: wanted}: SteeringCommand = steeringCommands[name];
	const word = words.pop() ?? '';
	const {flags, operands} = readLine(words);
	const {token, ...given} = parseSteeringArguments('undo', flags, process.env);
	const client = new AdminClient({...given, token: await readGivenToken(token)});
	if (wanted.startsWith('BACKEND')) {
		return operands.length === 0 ? backends(client) : [];
	}

	return wanted.startsWith('NAME=') ? settings(client, word) : [];
};

/**
Prints what a running instance offers for the last word of a command line, for completion scripts: word, tab, help. Nothing if there is none.

@param line - Up to the cursor.
*/
export const offer = async (line: string): Promise<number> => {
	const offers = await Promise.race([offersFor(line), delay(timeoutMs)]).catch(() => undefined);
	process.stdout.write((offers ?? []).filter(([word]) => plainWord.test(word)).map(offered => `${offered.map(text => printable(text)).join('\t')}\n`).join(''));
	return 0;
};

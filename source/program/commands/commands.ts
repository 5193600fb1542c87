import {nearest} from '../../model/nearest.js';
import {shells} from '../../config/shells.js';
import type {Command} from './command.js';
import {steeringCommandNames, steeringCommands, steeringFlags, type SteeringCommand, type SteeringCommandName} from './steering/steering-commands.js';

const steeringCommand = (name: SteeringCommandName): Command => {
	const {operands, help, flags, choices}: SteeringCommand = steeringCommands[name];
	return {
		name,
		synopsis: `${operands} [options]`.trimStart(),
		help,
		options: Object.fromEntries(flags.map(flag => [flag, steeringFlags[flag]])),
		...(choices && {choices}),
		...(/^(?:BACKEND|NAME=)/v.test(operands) && {offersLive: true}),
		async details() {
			const {steeringHelp} = await import('./steering/steering-help.js');
			return steeringHelp(name);
		},
		async run(argv) {
			const {runSteering} = await import('./steering/run-steering.js');
			return runSteering(name, argv);
		},
	};
};

/** In the order of the help. A backend with the name of a command needs a port or scheme. */
const listed: readonly Command[] = [
	{
		name: 'check',
		synopsis: '[backend …] [options]',
		takesSettings: true,
		help: 'Check all settings without starting, and print each with its source',
		async run(argv) {
			const {check} = await import('./check.js');
			return check(argv, misspeltCommand);
		},
	},
	{
		name: 'init',
		synopsis: '',
		help: 'Write proxy-tui.yaml with every setting explained; never overwrites a file',
		async run(argv) {
			const {init} = await import('./init.js');
			return init(argv);
		},
	},
	{
		name: 'schema',
		synopsis: '',
		help: 'Print the JSON Schema of config files, for editors',
		async run() {
			const {schema} = await import('./schema.js');
			return schema();
		},
	},
	{
		name: 'ca',
		synopsis: '',
		help: 'Print the local authority that signs the certificates of --tls-self-signed',
		async run(argv) {
			const {ca} = await import('./ca.js');
			return ca(argv);
		},
	},
	{
		name: 'completion',
		synopsis: shells.join('|'),
		choices: shells,
		help: 'Print a completion script for a shell',
		async run(argv) {
			const [shell, line] = argv;
			if (shell === 'offer' && argv.length === 2) {
				const {offer} = await import('./offer.js');
				return offer(line!);
			}

			const {completion} = await import('./completion.js');
			return completion(argv, commands);
		},
	},
	...steeringCommandNames.map(name => steeringCommand(name)),
];

export const commands: readonly Command[] = [
	...listed,
	{
		name: 'help',
		synopsis: '[command]',
		choices: listed.map(({name}) => name),
		help: 'Show all commands and options, or how one command is used',
		async run(argv) {
			const {help} = await import('./help.js');
			return help(argv, commands);
		},
	},
	{
		name: 'version',
		synopsis: '',
		help: 'Show the version',
		async run(argv) {
			const {version} = await import('./version.js');
			return version(argv);
		},
	},
];

export const commandNamed = (name: string): Command | undefined => commands.find(command => command.name === name);

/** The problem of an operand that is probably a mistyped command; undefined otherwise. */
export const misspeltCommand = (word: string): string | undefined => {
	const meant = /^[a-z]+$/iv.test(word) ? nearest(word, commands.map(({name}) => name)) : undefined;
	if (meant === undefined) {
		return undefined;
	}

	const problem = meant === word ? `${word} is a command, which comes first: proxy-tui ${meant}.` : `Unknown command ${word}; did you mean proxy-tui ${meant}?`;
	return `${problem} To add a backend of that name, give its port or scheme, such as ${word}:80.`;
};

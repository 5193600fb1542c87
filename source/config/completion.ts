import {flagName, flagSpellings} from './names.js';
import {settingKeys, settingOf, type SettingKey} from './settings.js';
import type {Shell} from './shells.js';

type CommandOption = {readonly placeholder?: string; readonly choices?: readonly string[]; readonly help: string};

/** A command for completion scripts. */
export type CompletedCommand = {
	readonly name: string;
	readonly help: string;
	/** Whether all settings may follow it. */
	readonly takesSettings?: true;
	/** By their names without hyphens. */
	readonly options?: Readonly<Record<string, CommandOption>>;
	/** Its other arguments. */
	readonly choices?: readonly string[];
	/** Whether `proxy-tui completion offer LINE` knows them. */
	readonly offersLive?: true;
};

type Flag = {
	/** With their hyphens, the long one first. */
	readonly spellings: readonly string[];
	readonly help: string;
	/** Undefined for a flag that takes no value. */
	readonly placeholder: string | undefined;
	readonly choices: readonly string[];
	readonly isFile: boolean;
};

const flagOf = (key: SettingKey): Flag => {
	const {shortFlag, help, placeholder, choices = []} = settingOf(key);
	return {
		spellings: [flagName(key), ...(shortFlag === undefined ? [] : [`-${shortFlag}`])],
		help,
		placeholder,
		choices,
		isFile: placeholder === 'FILE',
	};
};

const plain = (spellings: readonly string[], help: string): Flag => ({spellings, help, placeholder: undefined, choices: [], isFile: false});

/** An option named like a setting takes the same values. */
const optionOf = (name: string, {help, placeholder, choices}: CommandOption): Flag => {
	const key = flagSpellings.get(`--${name}`);
	return {...plain([], ''), ...(key !== undefined && flagOf(key)), spellings: [`--${name}`], help, placeholder, ...(choices && {choices})};
};

const helpFlag = plain(['--help', '-h'], 'Show all options');

const startFlags: readonly Flag[] = [
	...settingKeys.filter(key => !settingOf(key).isPositional).map(key => flagOf(key)),
	helpFlag,
	plain(['--version', '-v'], 'Show the version'),
];

const flagsOf = ({takesSettings, options = {}}: CompletedCommand): readonly Flag[] =>
	takesSettings ? startFlags : [...Object.entries(options).map(([name, option]) => optionOf(name, option)), helpFlag];

const spellingsOf = (flags: readonly Flag[]): string => flags.flatMap(({spellings}) => spellings).join(' ');

const bashValue = ({spellings, choices, isFile}: Flag): string => {
	const words = isFile ? '-f' : `-W "${choices.join(' ')}"`;
	return `\t\t${spellings.join('|')}) COMPREPLY=($(compgen ${words} -- "$word")); return ;;`;
};

const bashCommand = (command: CompletedCommand): string =>
	`\t\t${command.name}) flags="${spellingsOf(flagsOf(command))}" words="${(command.choices ?? []).join(' ')}"${command.offersLive ? ' live=1' : ''} ;;`;

const bash = (commands: readonly CompletedCommand[]): string => {
	// No two of one spelling take different values.
	const valued = new Map([...startFlags, ...commands.flatMap(command => flagsOf(command))]
		.filter(({placeholder}) => placeholder !== undefined)
		.map(flag => [flag.spellings[0], flag]))
		.values();
	return `# Put this into ~/.bashrc: source <(proxy-tui completion bash)
_proxy_tui() {
	local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= flags words= live= value=
	# --flag=value comes as three words.
	if [[ $word == = ]]; then
		word= value=1
	elif [[ $before == = ]]; then
		value=1 before=\${COMP_WORDS[COMP_CWORD-2]}
	fi
	if [[ $COMP_CWORD == 1 ]]; then
		words="${commands.map(({name}) => name).join(' ')}"
	else
		command=\${COMP_WORDS[1]}
	fi
	case $command in
${commands.map(command => bashCommand(command)).join('\n')}
		*) flags="${spellingsOf(startFlags)}" ;;
	esac
	case $before in
${Array.from(valued, flag => bashValue(flag)).join('\n')}
	esac
	if [[ $word == -* ]]; then
		words=$flags
	elif [[ $live ]]; then
		words=$("\${COMP_WORDS[0]}" completion offer "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null | cut -f 1)
		if [[ $value ]]; then
			words=$(cut -d = -f 2- <<< "$words")
		fi
	fi
	COMPREPLY=($(compgen -W "$words" -- "$word"))
	if [[ \${COMPREPLY[0]-} == *= ]]; then
		compopt -o nospace 2>/dev/null
	fi
}
complete -F _proxy_tui proxy-tui
`;
};

const backslash = '\u{5C}';

/** In single quotes, without what \`_arguments\` takes for its own. */
const zshText = (text: string): string => text.replaceAll(/[:\[\\\]]/gv, String.raw`\$&`).replaceAll('\'', String.raw`'\''`);

const zshFlag = ({spellings, help, placeholder, choices, isFile}: Flag): readonly string[] => spellings.map(spelling => {
	const equals = placeholder !== undefined && spelling.startsWith('--') ? '=' : '';
	const action = isFile ? '_files' : (choices.length > 0 ? `(${choices.join(' ')})` : ' ');
	return `\t\t'*${spelling}${equals}[${zshText(help)}]${placeholder === undefined ? '' : `:${placeholder}:${action}`}'`;
});

const zshArguments = (flags: readonly Flag[], {choices = [], offersLive}: Pick<CompletedCommand, 'choices' | 'offersLive'> = {}): string => [
	'_arguments',
	...flags.flatMap(flag => zshFlag(flag)),
	...(choices.length > 0 ? [`\t\t'1:word:(${choices.join(' ')})'`] : []),
	...(offersLive ? ['\t\t\'*:word:_proxy_tui_offers\''] : []),
].join(` ${backslash}\n`);

const zsh = (commands: readonly CompletedCommand[]): string => `#compdef proxy-tui
# Put this into a file named _proxy-tui in a directory of $fpath: proxy-tui completion zsh > ~/.zfunc/_proxy-tui
_proxy_tui_offers() {
	local -a offers=("\${(@f)$(proxy-tui completion offer "$LBUFFER" 2>/dev/null)}")
	offers=("\${(@)offers/$'\\t'/:}")
	if [[ $LBUFFER == *' set '* ]]; then
		_describe word offers -S ''
	else
		_describe word offers
	fi
}
_proxy-tui() {
	local -a commands=(
${commands.map(({name, help: text}) => `\t\t'${name}:${zshText(text)}'`).join('\n')}
	)
	if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
		_describe command commands
		return
	fi
	case $words[2] in
${commands.filter(({takesSettings}) => !takesSettings).map(command => `\t${command.name})\n\tshift words\n\t(( CURRENT-- ))\n\t${zshArguments(flagsOf(command), command)}\n\t;;`).join('\n')}
	*)
	${zshArguments(startFlags)}
	;;
	esac
}
if [[ $funcstack[1] == _proxy-tui ]]; then
	_proxy-tui "$@"
else
	compdef _proxy-tui proxy-tui
fi
`;

const fishText = (text: string): string => `'${text.replaceAll(/['\\]/gv, String.raw`\$&`)}'`;

const fishFlag = ({spellings, help: text, placeholder, choices, isFile}: Flag, condition: string): string => [
	`complete -c proxy-tui -n ${fishText(condition)}`,
	...spellings.map(spelling => spelling.startsWith('--') ? `-l ${spelling.slice('--'.length)}` : `-s ${spelling.slice('-'.length)}`),
	...(placeholder === undefined ? [] : [isFile ? '-r -F' : '-x']),
	...(choices.length > 0 ? [`-a ${fishText(choices.join(' '))}`] : []),
	`-d ${fishText(text)}`,
].join(' ');

const fishCommand = (command: CompletedCommand): readonly string[] => {
	const {name, choices = [], offersLive} = command;
	const condition = `__fish_seen_subcommand_from ${name}`;
	return [
		...flagsOf(command).map(flag => fishFlag(flag, condition)),
		...(choices.length > 0 ? [`complete -c proxy-tui -n ${fishText(condition)} -a ${fishText(choices.join(' '))}`] : []),
		...(offersLive ? [`complete -c proxy-tui -n ${fishText(condition)} -a '(proxy-tui completion offer (commandline -cp | string join " ") 2>/dev/null)'`] : []),
	];
};

const fish = (commands: readonly CompletedCommand[]): string => {
	const others = commands.filter(({takesSettings}) => !takesSettings);
	const starts = `not __fish_seen_subcommand_from ${others.map(({name}) => name).join(' ')}`;
	return `# Put this into ~/.config/fish/completions: proxy-tui completion fish > ~/.config/fish/completions/proxy-tui.fish
complete -c proxy-tui -f
${commands.map(({name, help: text}) => `complete -c proxy-tui -n __fish_use_subcommand -a ${name} -d ${fishText(text)}`).join('\n')}
${startFlags.map(flag => fishFlag(flag, starts)).join('\n')}
${others.flatMap(command => fishCommand(command)).join('\n')}
`;
};

/** The completion script of a shell. */
export const completionScript = (shell: Shell, commands: readonly CompletedCommand[]): string => ({bash, zsh, fish})[shell](commands);

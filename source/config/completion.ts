import {flagName} from './names.js';
import {settingKeys, settingOf, type SettingKey} from './settings.js';

export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** A command as completions show it. */
export type CompletedCommand = {
	readonly name: string;
	readonly help: string;
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

const flags: readonly Flag[] = [
	...settingKeys.filter(key => !settingOf(key).isPositional).map(key => flagOf(key)),
	{spellings: ['--help', '-h'], help: 'Show all options', placeholder: undefined, choices: [], isFile: false},
	{spellings: ['--version'], help: 'Show the version', placeholder: undefined, choices: [], isFile: false},
];

const bashCase = ({spellings, choices, isFile}: Flag): string => {
	const words = isFile ? '-f' : `-W "${choices.join(' ')}"`;
	return `\t\t${spellings.join('|')}) COMPREPLY=($(compgen ${words} -- "$word")); return ;;`;
};

const bash = (commands: readonly CompletedCommand[]): string => `# Put this into ~/.bashrc: source <(proxy-tui completion bash)
_proxy_tui() {
	local word=\${COMP_WORDS[COMP_CWORD]}
	case \${COMP_WORDS[COMP_CWORD-1]} in
${flags.filter(({placeholder}) => placeholder !== undefined).map(flag => bashCase(flag)).join('\n')}
	esac
	if [[ $word == -* ]]; then
		COMPREPLY=($(compgen -W "${flags.flatMap(({spellings}) => spellings).join(' ')}" -- "$word"))
	elif [[ $COMP_CWORD == 1 ]]; then
		COMPREPLY=($(compgen -W "${commands.map(({name}) => name).join(' ')}" -- "$word"))
	fi
}
complete -F _proxy_tui proxy-tui
`;

const backslash = '\u{5C}';

/** In single quotes, without what \`_arguments\` takes for its own. */
const zshText = (text: string): string => text.replaceAll('\'', String.raw`'\''`).replaceAll(/[:\[\\\]]/gv, String.raw`\$&`);

const zshFlag = ({spellings, help, placeholder, choices, isFile}: Flag): readonly string[] => spellings.map(spelling => {
	const action = isFile ? '_files' : (choices.length > 0 ? `(${choices.join(' ')})` : ' ');
	return `\t\t'*${spelling}[${zshText(help)}]${placeholder === undefined ? '' : `:${placeholder}:${action}`}'`;
});

const zsh = (commands: readonly CompletedCommand[]): string => `#compdef proxy-tui
# Put this into a file named _proxy-tui in a directory of $fpath: proxy-tui completion zsh > ~/.zfunc/_proxy-tui
_proxy-tui() {
	local -a commands=(
${commands.map(({name, help}) => `\t\t'${name}:${zshText(help)}'`).join('\n')}
	)
	if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
		_describe command commands
		return
	fi
	_arguments${flags.flatMap(flag => zshFlag(flag)).map(flag => ` ${backslash}\n${flag}`).join('')}
}
if [[ $funcstack[1] == _proxy-tui ]]; then
	_proxy-tui "$@"
else
	compdef _proxy-tui proxy-tui
fi
`;

const fishText = (text: string): string => `'${text.replaceAll(/['\\]/gv, String.raw`\$&`)}'`;

const fishFlag = ({spellings, help, placeholder, choices, isFile}: Flag): string => [
	'complete -c proxy-tui',
	...spellings.map(spelling => spelling.startsWith('--') ? `-l ${spelling.slice('--'.length)}` : `-s ${spelling.slice('-'.length)}`),
	...(placeholder === undefined ? [] : [isFile ? '-r -F' : '-x']),
	...(choices.length > 0 ? [`-a ${fishText(choices.join(' '))}`] : []),
	`-d ${fishText(help)}`,
].join(' ');

const fish = (commands: readonly CompletedCommand[]): string => `# Put this into ~/.config/fish/completions: proxy-tui completion fish > ~/.config/fish/completions/proxy-tui.fish
complete -c proxy-tui -f
${commands.map(({name, help}) => `complete -c proxy-tui -n __fish_use_subcommand -a ${name} -d ${fishText(help)}`).join('\n')}
${flags.map(flag => fishFlag(flag)).join('\n')}
`;

/** What a shell has to read to complete commands, flags and their values. */
export const completionScript = (shell: Shell, commands: readonly CompletedCommand[]): string => ({bash, zsh, fish})[shell](commands);

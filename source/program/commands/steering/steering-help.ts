import {
	steeringCommands,
	steeringExitCodes,
	steeringFlags,
	type SteeringCommand,
	type SteeringCommandName,
	type SteeringFlag,
} from './steering-commands.js';

const columnsOf = (rows: ReadonlyArray<readonly [string, string]>): string => {
	const width = Math.max(...rows.map(([first]) => first.length));
	return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n');
};

export const steeringHelp = (name: SteeringCommandName): string => {
	const {operands, flags}: SteeringCommand = steeringCommands[name];
	const flagRows = flags.map(flag => {
		const {placeholder, help}: SteeringFlag = steeringFlags[flag];
		return [`--${flag}${placeholder === undefined ? '' : ` ${placeholder}`}`, help] as const;
	});
	const codeRows = steeringExitCodes
		.filter(({of}) => of === undefined || of === name)
		.map(({code, meaning}) => [String(code), meaning] as const);
	return [
		...(operands.startsWith('BACKEND') ? ['BACKEND is an id, such as b1, or a URL.\n'] : []),
		'Address and token default to the environment (PROXY_TUI_ADMIN_SOCKET, PROXY_TUI_ADMIN_HOST,\nPROXY_TUI_ADMIN_PORT, PROXY_TUI_ADMIN_TOKEN, PROXY_TUI_ADMIN_TOKEN_FILE), else to http://127.0.0.1:8082 without a token.\n',
		`Options\n${columnsOf(flagRows)}\n`,
		`Exit codes\n${columnsOf(codeRows)}`,
	].join('\n');
};

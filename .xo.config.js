import {readdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fixupConfigRules} from '@eslint/compat';
import xoReact from 'eslint-config-xo-react';

/** What each folder of `source/` may import of the project besides itself: the arrows of the architecture. */
const allowedImports = {
	model: [],
	'node-http': [],
	wire: ['model'],
	config: ['model'],
	'engines/shared-memory': [],
	'engines/control': ['model', 'node-http', 'engines/shared-memory'],
	'engines/threads': ['model', 'node-http', 'engines/shared-memory', 'engines/control'],
	'engines/remote': ['model', 'node-http', 'wire', 'engines/control'],
	admin: ['model', 'node-http', 'wire'],
	tui: ['model', 'node-http'],
};

/** Of an engine that is not listed. */
const ofAnEngine = allowedImports['engines/threads'];
const engines = readdirSync(path.join(import.meta.dirname, 'source/engines')).map(name => [`engines/${name}`, ofAnEngine]);

const restrictedZones = Object.entries({...Object.fromEntries(engines), ...allowedImports}).map(([folder, allowed]) => ({
	target: `source/${folder}`,
	from: 'source',
	except: [folder, ...allowed].map(name => `./${name}`),
	message: `${folder}/ knows ${allowed.length === 0 ? 'nothing of the project' : `${allowed.map(name => `${name}/`).join(', ')} only`}; program/ joins what it knows.`,
}));

/** What XO consists of; only XO itself is a dependency of ours. */
const {default: eslintConfigXo} = await import(createRequire(import.meta.resolve('xo')).resolve('eslint-config-xo'));
const ruleNames = eslintConfigXo().flatMap(({rules = {}}) => Object.keys(rules));

/** Leaves out a plugin, whose rules cost time with each file whether there is anything for them to find or not. */
const without = plugin => Object.fromEntries(ruleNames.filter(name => name.startsWith(`${plugin}/`)).map(name => [name, 'off']));

const xoConfig = [
	...fixupConfigRules(xoReact()).map(config => ({...config, files: ['**/*.tsx']})),
	{
		// XO's own settings leave out the dots, and an extension without one matches no file: no import would be followed.
		settings: {'import-x/extensions': ['.ts', '.tsx', '.js'], 'import-x/parsers': {'@typescript-eslint/parser': ['.ts', '.tsx']}},
		rules: {
			// Types are TypeScript's to check; a docstring says what names and types leave open, and nothing where they leave nothing open.
			...without('jsdoc'),
			// The tests are written for node's own runner.
			...without('ava'),
			// A one-line docstring takes one line, as in most of the projects around us.
			'unicorn/single-line-block-comment-style': 'off',
			// A switch in a loop over header fields is the plainest way to sort them.
			'unicorn/no-break-in-nested-loop': 'off',
			// RFC grammars name their characters by such ranges.
			'regexp/no-obscure-range': 'off',
			'regexp/sort-character-class-elements': 'off',
			// Both spellings of a control character are as plain as the other.
			'unicorn/prefer-unicode-code-point-escapes': 'off',
			// What is plain in one line stays in one line.
			'unicorn/max-nested-calls': 'off',
			'unicorn/prefer-early-return': 'off',
			'@stylistic/object-curly-newline': 'off',
			'@stylistic/array-element-newline': 'off',
			// A copy where the loop's body changes the original.
			'unicorn/no-useless-spread': 'off',
			// Members stand in the order in which they are best read.
			'unicorn/consistent-class-member-order': 'off',
			// A rule may be named as people speak of it: `mayRetry`.
			'unicorn/consistent-boolean-name': 'off',
			'unicorn/prefer-simple-condition-first': 'off',
			// An event whose meaning another event tells as well still needs a listener.
			'@typescript-eslint/no-empty-function': 'off',
			// Node's own interfaces hand out null.
			'@typescript-eslint/no-restricted-types': 'off',
			// Header fields, JSON members and error codes have the names that their standards gave them.
			'@typescript-eslint/naming-convention': 'off',
			'regexp/prefer-named-capture-group': 'off',
			'unicorn/prefer-event-target': 'off',
			'import-x/no-cycle': 'error',
			'import-x/no-restricted-paths': ['error', {basePath: import.meta.dirname, zones: restrictedZones}],
		},
	},
	{
		files: ['source/**'],
		rules: {
			...without('node-test'),
			'@typescript-eslint/no-restricted-imports': ['error', {paths: [{name: 'node:http', allowTypeImports: true, message: 'Import source/node-http/http.ts, which says why.'}]}],
		},
	},
	{
		// It keeps the linter itself installable; who installs the package gets none of that.
		files: ['package.json'],
		rules: {
			'package-json/no-overrides-in-published-package': 'off',
			// Two dependencies are pinned exactly: what we rely on in them may change with any release.
			'package-json/dependency-version-range': 'off',
			// A package always holds its package.json, whatever `files` says.
			'package-json/prefer-files-field': 'off',
		},
	},
	{
		// Bits are what this folder is about.
		files: ['source/engines/shared-memory/**'],
		rules: {'no-bitwise': 'off', '@typescript-eslint/restrict-plus-operands': 'off'},
	},
	{
		files: ['source/cli.ts', 'source/program/command-line-run.ts', 'source/program/end-process.ts', 'source/engines/threads/data-plane/worker.ts'],
		rules: {'unicorn/no-process-exit': 'off', 'unicorn/no-top-level-side-effects': 'off'},
	},
	{
		files: ['test/**', 'media/**'],
		rules: {
			// A test whose server is missing on this machine is skipped by name; where everything must be there, that is a failure.
			'node-test/no-skip-test': 'off',
			// Loopback has no certificates.
			'unicorn/prefer-https': 'off',
			// The runner awaits what `test` returns.
			'@typescript-eslint/no-floating-promises': ['error', {allowForKnownSafeCalls: [{from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test'}]}],
			// Takes every file under test/ for a test, helpers included.
			'node-test/no-import-test-files': 'off',
			// Assertions come from node:assert/strict everywhere.
			'node-test/prefer-test-context-assert': 'off',
			// A table of cases asserts in a loop, and one line a case reads best.
			'node-test/no-conditional-assertion': 'off',
			'node-test/no-compound-assertion': 'off',
			// Many assert through a helper that takes the case.
			'node-test/require-assertion': 'off',
			'node-test/hooks-order': 'off',
			'unicorn/no-await-expression-member': 'off',
			// That it fails is the point where the reason is the operating system's.
			'node-test/require-throws-expectation': 'off',
		},
	},
	{
		// Measurements follow each other, and are no tests.
		files: ['test/benchmark/**'],
		rules: {'no-await-in-loop': 'off'},
	},
];

export default xoConfig;

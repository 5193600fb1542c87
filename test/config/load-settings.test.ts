import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {parseCommandLine} from '../../source/config/command-line.js';
import type {SettingSources} from '../../source/config/load-settings.js';
import type {SavedState} from '../../source/config/saved-state.js';
import {defaultMaxConnections} from '../../source/config/open-files.js';
import {defaultThreads} from '../../source/config/default-threads.js';
import type {Settings} from '../../source/config/settings.js';
import {environmentOf} from '../helpers/environment-of.js';
import {loadSettingsOf} from '../helpers/load-settings-of.js';
import {settingsRejection} from '../helpers/settings-problem.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

type Given = Partial<Omit<SettingSources, 'commandLine'>> & {readonly argv?: readonly string[]};

const load = async ({argv = [], ...rest}: Given): Promise<Settings> => {
	const commandLine = parseCommandLine(argv);
	assert.equal(commandLine.kind, 'run');
	return loadSettingsOf({cwd: '/srv', ...rest, ...(commandLine.kind === 'run' && {commandLine: commandLine.settings})});
};

const setting = async <Key extends keyof Settings>(key: Key, given: Given): Promise<Settings[Key]> => {
	const settings = await load(given);
	return settings[key];
};

const backend = (url: string) => ({url, weight: 1, state: 'active' as const});

test('without anything given, the defaults hold', async () => {
	assert.deepEqual(await load({}), {
		port: 8000,
		host: undefined,
		backends: [],
		dnsServer: undefined,
		policy: 'round-robin',
		sticky: 'off',
		stickySecret: undefined,
		rateLimit: 100,
		rateLimitBy: 'all',
		threads: defaultThreads(),
		accessLog: undefined,
		accessLogFormat: 'json',
		redact: [],
		theme: 'auto',
		ascii: false,
		readOnly: false,
		keys: [],
		capture: 0,
		maxConnections: defaultMaxConnections(),
		maxBackendConnections: 0,
		maxQueue: 1000,
		queueTimeoutMs: 5000,
		maxBody: 0,
		maxResponseHeader: 65_536,
		retries: 2,
		acceptProxy: [],
		sendProxy: 'off',
		requestHeader: [],
		responseHeader: [],
		rewriteHost: undefined,
		changeOrigin: false,
		stripPrefix: undefined,
		trustProxy: [],
		forwarded: false,
		traceparent: 'start',
		tlsCert: [],
		tlsKey: [],
		acme: [],
		acmeEmail: undefined,
		acmeDirectory: 'https://acme-v02.api.letsencrypt.org/directory',
		acmeCa: undefined,
		acmeDir: undefined,
		acmeEabKid: undefined,
		acmeEabKey: undefined,
		tlsSelfSigned: [],
		tlsPort: 8443,
		tlsMinVersion: '1.2',
		http2: 'on',
		h2c: false,
		clientCa: undefined,
		clientAuth: 'require',
		redirectHttps: false,
		hstsMs: 0,
		backendCa: undefined,
		backendCert: undefined,
		backendKey: undefined,
		insecureBackends: false,
		backendHttp2: false,
		healthPath: '/',
		healthMethod: 'GET',
		healthStatus: [[200, 399]],
		healthBody: undefined,
		healthGrpc: 'off',
		healthHeader: [],
		healthIntervalMs: 10_000,
		healthTimeoutMs: 5000,
		healthRise: 1,
		healthFall: 1,
		ejectConsecutive: 0,
		ejectErrorShare: 0,
		ejectWindowMs: 10_000,
		ejectTimeMs: 30_000,
		ejectTimeouts: false,
		waitForBackendMs: 0,
		panicThreshold: 0,
		slowStartMs: 0,
		connectTimeoutMs: 5000,
		responseTimeoutMs: 60_000,
		idleTimeoutMs: 60_000,
		headerTimeoutMs: 10_000,
		keepAliveTimeoutMs: 75_000,
		tunnelIdleTimeoutMs: 0,
		drainTimeoutMs: 30_000,
		shutdownTimeoutMs: 10_000,
		workerTimeoutMs: 15_000,
		adminPort: 8082,
		adminHost: '127.0.0.1',
		adminToken: undefined,
		adminTokenFile: undefined,
		adminReadToken: undefined,
		adminSocket: undefined,
		config: undefined,
		save: true,
		logLevel: 'info',
		headless: false,
		screenReader: false,
		alarm: 'off',
		demo: false,
		fastLane: 'on',
	});
});

test('flags go before the environment, that before the file, that before the saved state', async t => {
	const cwd = await temporaryDirectory(t);
	await fs.writeFile(path.join(cwd, 'f.yaml'), 'port: 3\nadminPort: 3\nthreads: 3\nrateLimit: 3\nbackends: [http://file]');
	const saved: SavedState = {backends: [backend('http://saved')], settings: {rateLimit: 4, policy: 'round-robin'}};
	const sources = {cwd, loadSavedState: () => saved};

	const settings = await load({...sources, argv: ['--port', '1', '-c', 'f.yaml'], environment: environmentOf('PROXY_TUI_PORT=2', 'PROXY_TUI_ADMIN_PORT=2')});
	assert.deepEqual([settings.port, settings.adminPort, settings.threads, settings.rateLimit], [1, 2, 3, 3]);
	assert.deepEqual(settings.backends, [backend('http://file')]);

	const withoutFile = await load(sources);
	assert.equal(withoutFile.rateLimit, 4);
	assert.deepEqual(withoutFile.backends, saved.backends);

	const withFlags = await load({...sources, argv: ['http://flag']});
	assert.deepEqual(withFlags.backends, [backend('http://flag')]);
	assert.equal(withFlags.rateLimit, 4);
});

test('the config file may be named in the environment', async t => {
	const cwd = await temporaryDirectory(t);
	await fs.writeFile(path.join(cwd, 'f.json'), '{"port": 81}');
	const settings = await load({cwd, environment: environmentOf('PROXY_TUI_CONFIG=f.json')});
	assert.equal(settings.port, 81);
	assert.equal(settings.config, 'f.json');
});

test('an empty list, in a file or saved, is a list', async t => {
	const cwd = await temporaryDirectory(t);
	await fs.writeFile(path.join(cwd, 'f.yaml'), 'backends: []');
	const loadSavedState = async (): Promise<SavedState> => ({backends: [backend('http://saved')], settings: {}});
	assert.deepEqual(await setting('backends', {cwd, argv: ['-c', 'f.yaml'], loadSavedState}), []);
	assert.deepEqual(await setting('backends', {loadSavedState: () => ({backends: [], settings: {}})}), []);
});

test('the saved state is not even opened when nothing is to be remembered', async t => {
	const cwd = await temporaryDirectory(t);
	await fs.writeFile(path.join(cwd, 'f.yaml'), 'save: false');
	const loadSavedState = () => assert.fail('was opened');
	assert.equal(await setting('save', {argv: ['--no-save'], loadSavedState}), false);
	assert.equal(await setting('save', {environment: environmentOf('PROXY_TUI_SAVE=no'), loadSavedState}), false);
	assert.equal(await setting('save', {cwd, argv: ['-c', 'f.yaml'], loadSavedState}), false);
	assert.equal(await setting('save', {argv: ['--demo'], loadSavedState}), false);
	assert.equal(await setting('save', {argv: ['--demo', '--save'], loadSavedState}), false);
});

test('a relative access log starts from the working directory', async () => {
	assert.equal(await setting('accessLog', {argv: ['--access-log', 'logs/a.log']}), path.resolve('/srv/logs/a.log'));
	assert.equal(await setting('accessLog', {argv: ['--access-log', '/a.log']}), path.resolve('/a.log'));
	assert.equal(await setting('accessLog', {argv: ['--access-log', 'off']}), 'off');
});

test('an invalid value in any source is an error, even if another source wins', async t => {
	const cwd = await temporaryDirectory(t);
	await fs.writeFile(path.join(cwd, 'f.yaml'), 'port: x');
	assert.match(await settingsRejection(load({cwd, argv: ['-c', 'f.yaml', '-p', '1']})), /^f\.yaml:1:7: port: /v);
	const environment = environmentOf('PROXY_TUI_PORT=x');
	assert.match(await settingsRejection(load({argv: ['-p', '1'], environment})), /^PROXY_TUI_PORT: /v);
	assert.match(await settingsRejection(load({cwd, argv: ['-c', 'missing.yaml']})), /^The config file missing\.yaml cannot be used/v);
});

test('an admin API that other machines can reach needs a token', async () => {
	assert.equal(
		await settingsRejection(load({argv: ['--admin-host', '0.0.0.0']})),
		'--admin-host: other machines can reach 0.0.0.0; set --admin-token (or PROXY_TUI_ADMIN_TOKEN) or --admin-token-file to keep them from changing the proxy.',
	);
	const environment = environmentOf('PROXY_TUI_ADMIN_HOST=example.com');
	assert.match(await settingsRejection(load({environment})), /^PROXY_TUI_ADMIN_HOST: other machines/v);
	assert.equal(await setting('adminToken', {argv: ['--admin-host', '0.0.0.0'], environment: environmentOf('PROXY_TUI_ADMIN_TOKEN=abc')}), 'abc');
	assert.equal(await setting('adminTokenFile', {argv: ['--admin-host=0.0.0.0', '--admin-token-file=token', '--admin-read-token=b']}), 'token');
	const rejection = await settingsRejection(load({argv: ['--admin-token-file=token'], environment: environmentOf('PROXY_TUI_ADMIN_TOKEN=abc')}));
	assert.match(rejection, /^PROXY_TUI_ADMIN_TOKEN and --admin-token-file both set the token/v);
	assert.equal(await setting('adminHost', {argv: ['--admin-host', '::1']}), '::1');
});

test('proxy and admin API cannot share a port, unless their addresses differ', async () => {
	assert.equal(await settingsRejection(load({argv: ['-p', '8082']})), '--port and --admin-port are both 8082; give each a port of its own.');
	assert.equal(await settingsRejection(load({environment: environmentOf('PROXY_TUI_PORT=8082')})), 'PROXY_TUI_PORT: --port and --admin-port are both 8082; give each a port of its own.');
	assert.match(await settingsRejection(load({argv: ['-p', '81', '--admin-port', '81', '--host', '127.0.0.1']})), /both 81/v);
	assert.equal(await setting('adminPort', {argv: ['-p', '0', '--admin-port', '0']}), 0);
	assert.equal(await setting('port', {argv: ['-p', '8082', '--host', '127.0.0.2']}), 8082);
});

test('only one setting can rewrite Host', async () => {
	assert.match(await settingsRejection(load({argv: ['--change-origin', '--rewrite-host=a']})), /^--change-origin and --rewrite-host both set the Host header for backends; give one of them\.$/v);
});

test('a health check by HEAD cannot expect a text', async () => {
	const reason = 'a response to HEAD has no body to search for a text; use GET, or expect no text.';
	assert.equal(await settingsRejection(load({argv: ['--health-method=HEAD', '--health-body=ok']})), `--health-method and --health-body: ${reason}`);
	const environment = environmentOf('PROXY_TUI_HEALTH_BODY=ok');
	assert.equal(await settingsRejection(load({argv: ['--health-method=HEAD'], environment})), `--health-method and --health-body: ${reason}`);
	assert.equal(await setting('healthMethod', {argv: ['--health-method=HEAD']}), 'HEAD');
});

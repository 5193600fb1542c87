import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {actorName} from '../../../source/model/actor.js';
import {commandWords} from '../../../source/model/command.js';
import {parseSteeringArguments} from '../../../source/program/commands/steering/arguments.js';
import {printableJson} from '../../../source/program/commands/steering/printable.js';
import {steer, type OneShotName} from '../../../source/program/commands/steering/steer.js';
import {readGivenToken} from '../../../source/program/commands/steering/token.js';
import {ControlError, type ControlErrorCode} from '../../../source/model/control-error.js';
import type {ControlEvent} from '../../../source/model/event.js';
import type {BackendStatus} from '../../../source/model/status.js';
import {send} from '../../helpers/http-client.js';
import {hasDnsServer, startDnsServer} from '../../helpers/dns-server.js';
import {cleanEnvironment, programArguments} from '../../helpers/program.js';
import {openPseudoTerminal} from '../../helpers/pseudo-terminal.js';
import {startProxy, type ProxyOptions, type RunningProxy} from '../../helpers/running-proxy.js';
import {refusedPort, startBackend, startHttpBackend} from '../../helpers/scripted-backend.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const token = 'correct-horse-battery';

type Steered = RunningProxy & {
	/** Prints what the command would, and its exit code. */
	run(name: OneShotName, ...argv: readonly string[]): Promise<string>;
};

const start = async (t: TestContext, options: ProxyOptions = {}): Promise<Steered> => {
	const proxy = await startProxy({...options, flags: [`--admin-token=${token}`, ...options.flags ?? []]});
	t.after(proxy.stop);
	const environment = {PROXY_TUI_ADMIN_PORT: String(proxy.adminPort), PROXY_TUI_ADMIN_TOKEN: token};
	return {
		...proxy,
		async run(name, ...argv) {
			const {token: givenToken, ...given} = parseSteeringArguments(name, argv, environment);
			const {text, exitCode} = await steer(name, {...given, token: await readGivenToken(givenToken)});
			return `${exitCode}: ${text}`;
		},
	};
};

const isRefusal = (code: ControlErrorCode, words: string) => (error: unknown): boolean => {
	assert.ok(error instanceof ControlError);
	assert.equal(error.code, code);
	assert.ok(error.message.includes(words), error.message);
	return true;
};

test('backends are added, drained, enabled, disabled and removed, by id or by URL', async t => {
	const {run, control} = await start(t);
	const backend = await startHttpBackend((_request, response) => {
		response.end();
	});
	t.after(async () => backend.close());
	const stateNow = (): string => control.status().backends.map(({state, weight}) => `${state} ${weight}`).join(' ');
	const host = backend.url.replace('http://', '');

	assert.match(await run('status'), /^4: proxy 127\.0\.0\.1:\d+ .*0\/0 up.*\nno backends$/v);
	assert.equal(await run('add', backend.url, '--weight=7'), `0: Added b1 ${backend.url}, weight 7.`);
	assert.equal(stateNow(), 'active 7');
	assert.equal(await run('disable', 'b1'), `0: b1 ${backend.url} takes no requests.`);
	assert.equal(stateNow(), 'disabled 7');
	assert.match(await run('status'), /^4: .*\nb1 +disabled +http/sv);
	assert.equal(await run('enable', host), `0: b1 ${backend.url} takes requests.`);
	assert.equal(stateNow(), 'active 7');
	assert.equal(await run('drain', `${backend.url}/`, '--wait'), `0: b1 ${backend.url} has drained.`);
	assert.equal(stateNow(), 'disabled 7');
	assert.equal((JSON.parse((await run('enable', 'b1', '--json')).slice(3)) as {state: string}).state, 'active');
	await assert.rejects(run('add', backend.url), isRefusal('duplicate_backend', backend.url));
	await assert.rejects(run('add', host), isRefusal('duplicate_backend', backend.url));
	await assert.rejects(run('add', 'ftp://host:1'), isRefusal('invalid_backend', 'starts with http://'));
	await assert.rejects(run('drain', 'b9'), isRefusal('backend_not_found', `There is no backend "b9". There are: b1 ${backend.url}.`));
	assert.equal(await run('remove', 'b1'), `0: Removed b1 ${backend.url}.`);
	await assert.rejects(run('remove', 'b1'), isRefusal('backend_not_found', 'The pool is empty.'));
	assert.equal(stateNow(), '');
});

test('weights and settings are set, and what was changed last is undone', async t => {
	const {run, control, port} = await start(t, {scripts: [({socket}) => {
		socket.once('data', () => {
			socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
		});
	}], flags: ['--policy=weighted']});
	const [{url}] = control.status().backends as [BackendStatus];
	assert.equal(await run('weight', 'b1', '3'), `0: b1 ${url} has weight 3.`);
	assert.equal(await run('set', 'policy=round-robin', 'rate-limit=7', 'redact='), '0: policy is round-robin. rateLimit is 7. redact is [].');
	assert.deepEqual([control.status().policy, control.status().rateLimit], ['round-robin', 7]);
	assert.equal(await run('weight', url, '4'), `0: b1 ${url} has weight 4; round-robin ignores weights.`);
	assert.equal(await run('undo'), `0: Undid: changed ${url}; weight 3 again.`);
	assert.equal(await run('undo'), '0: Undid: changed policy to round-robin; weighted again.');
	await run('undo');
	await assert.rejects(run('undo'), isRefusal('nothing_to_undo', ''));
	await assert.rejects(run('set', 'polcy=first'), isRefusal('invalid_setting', 'did you mean policy?'));
	await assert.rejects(run('weight', 'b7', '1'), isRefusal('backend_not_found', 'There is no backend "b7".'));

	assert.equal((await send(port, {path: '/found'})).status, 200);
	assert.equal((await send(port, {path: '/other'})).status, 200);
	const [line = '', ...others] = (await run('requests', 'path:/found')).split('\n');
	assert.match(line, /^0: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}200 {2}GET {5,}[\d.]+ ms {2}b1 {4}127\.0\.0\.1 {8}\/found$/v);
	assert.deepEqual(others, []);
	assert.equal(await run('requests', 'path:/none'), '0: ');
	const {requests} = JSON.parse((await run('requests', '--json')).slice(3)) as {readonly requests: ReadonlyArray<{readonly target: string}>};
	assert.deepEqual(requests.map(({target}) => target), ['/found', '/other']);
	const top = (await run('top', 'path', '--measure=time')).split('\n');
	assert.match(top[0]!, /^0: by path, the last \w+, 2 requests$/v);
	assert.deepEqual(new Set(top.slice(1).map(row => row.split(/\s+/v, 1)[0])), new Set(['/found', '/other', 'PATH', 'all']));
	assert.match(await run('top', 'requests', '--over', '10m'), /^0: the last \w+\n.* {2}GET .*\n.* {2}GET .*$/v);
	assert.equal((JSON.parse((await run('top', '--json')).slice(3)) as {readonly totals: {readonly count: number}}).totals.count, 2);
	assert.match(await run('events'), /Changed weight of \S+ from 1 to 3, by 127\.0\.0\.1 with the admin token\n/v);
});

test('the exit code of status says whether a backend is available', async t => {
	const {run, control} = await start(t, {scripts: [() => {}], urls: [`http://127.0.0.1:${await refusedPort()}`]});
	const checked = Promise.withResolvers<void>();
	const look = (): void => {
		if (control.status().backends[1]!.health === 'unhealthy') {
			checked.resolve();
		}
	};

	control.subscribe(look);
	look();
	await checked.promise;
	assert.match(await run('status'), /^3: proxy .* 1\/2 up .*\nID +STATE .*\nb1 +up .*\nb2 +down .* connection refused$/v);
	await run('disable', 'b2');
	assert.match(await run('status'), /^0: /v);
	const json = JSON.parse((await run('status', '--json')).slice(3)) as {backends: Array<{state: string}>};
	assert.deepEqual(json.backends.map(({state}) => state), ['active', 'disabled']);
	await run('enable', 'b2');
	await run('disable', 'b1');
	assert.match(await run('status'), /^4: /v);
});

test('a drain can be waited for, and a removal; one that is taken back fails', async t => {
	const {run, control, connect, backends} = await start(t, {scripts: [() => {}, () => {}]});
	const clients = [await connect(), await connect()];
	for (const client of clients) {
		client.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	}

	const [first, second] = await Promise.all(backends.map(async backend => backend.connection(1)));
	const isDraining = new Promise<void>(resolve => {
		let count = 0;
		control.subscribe(({type}) => {
			if (type === 'state-changed' && ++count === 2) {
				resolve();
			}
		});
	});
	const takenBack = assert.rejects(run('drain', 'b1', '--wait'), isRefusal('invalid_backend', 'was enabled again'));
	const removed = run('remove', 'b2', '--wait');
	await isDraining;
	assert.equal(control.status().backends.length, 2);
	await control.updateBackend('b1', {state: 'active'});
	await takenBack;
	second!.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
	assert.match(await removed, /^0: Removed b2 /v);
	assert.match(await run('drain', 'b1'), /^0: b1 \S+ is draining\.$/v);
	assert.match(await run('remove', 'b1', '--force'), /^0: Removed b1 /v);
	await first!.closed;
});

test('a name is added and removed with all that was found under it', {skip: hasDnsServer() ? false : 'dnsmasq is missing'}, async t => {
	const dns = await startDnsServer(t, {addresses: {'web.test': ['127.0.0.2', '127.0.0.3']}});
	const {run, control} = await start(t, {flags: [`--dns-server=${dns.address}`]});
	await run('add', 'http+dns://web.test:9');
	assert.deepEqual(control.status().names?.map(({addresses}) => addresses), [2]);
	assert.equal(await run('remove', 'http+dns://web.test:9', '--wait'), '0: Removed http+dns://web.test:9.');
	assert.deepEqual(control.status().backends, []);
	await assert.rejects(run('remove', 'http+dns://web.test:9'), isRefusal('backend_not_found', 'web.test'));
});

test('a wrong token, none, no server and another server have different errors', async t => {
	const {run, port} = await start(t, {scripts: [({socket}) => {
		socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
	}]});
	await assert.rejects(run('status', '--admin-token=wrong'), isRefusal('unauthorized', 'The token is wrong.'));
	await assert.rejects(run('status', `:${await refusedPort()}`), isRefusal('not_connected', 'connection refused. Check that'));
	await assert.rejects(run('status', 'unix:/does/not/exist.sock'), isRefusal('not_connected', 'the socket does not exist'));
	await assert.rejects(run('status', `:${port}`), isRefusal('unexpected_answer', 'is not an admin API'));
	const other = await startHttpBackend((_request, response) => {
		response.setHeader('Content-Type', 'application/json');
		response.end('{"backends": "none"}');
	});
	t.after(async () => other.close());
	await assert.rejects(run('status', other.url), isRefusal('unexpected_answer', '(backends:'));
});

test('a connection that is closed in the middle of a command leaves it open whether it was done', async t => {
	const {run} = await start(t);
	const backend = await startBackend(({socket}) => {
		socket.once('data', () => {
			socket.destroy();
		});
	});
	t.after(async () => backend.close());
	await assert.rejects(run('add', 'http://a', '--admin', backend.url), isRefusal('not_connected', 'is not known: check the status.'));
});

test('commands print, and exit with the codes in their help', async t => {
	const home = await temporaryDirectory(t);
	const socket = path.join(home, 'admin.sock');
	const {adminPort, control, run} = await start(t, {flags: [`--admin-socket=${socket}`]});
	const told: ControlEvent[] = [];
	control.subscribe(event => {
		told.push(event);
	});
	const program = async (...argv: readonly string[]) => {
		const env = {...cleanEnvironment(home), PROXY_TUI_ADMIN_PORT: String(adminPort)};
		const {promise, resolve} = Promise.withResolvers<{code: number; stdout: string; stderr: string}>();
		execFile(process.execPath, [...programArguments, ...argv], {env}, (error, stdout, stderr) => {
			resolve({code: Number(error?.code ?? 0), stdout, stderr});
		});
		return promise;
	};

	const [added, refused, misused] = await Promise.all([program('add', 'http://127.0.0.1:9', `--admin=unix:${socket}`), program('status'), program('drain')]);
	assert.deepEqual(added, {code: 0, stdout: 'Added b1 http://127.0.0.1:9, weight 1.\n', stderr: ''});
	assert.equal(refused.code, 1);
	assert.match(refused.stderr, /^The admin API requires a token/v);
	assert.equal(misused.code, 2);
	assert.equal(misused.stderr, 'proxy-tui drain takes one BACKEND, not 0: proxy-tui drain BACKEND.\n');

	assert.match(await run('status', `unix:${socket}`), /^\d: proxy .*\nb1 /sv);
	assert.equal(await run('disable', 'b1', '--admin', `unix:${socket}`), '0: b1 http://127.0.0.1:9 takes no requests.');
	assert.equal(await run('remove', 'b1'), '0: Removed b1 http://127.0.0.1:9.');
	assert.deepEqual(told.filter(event => event.type === 'command').map(({actor, command}) => [actorName(actor), commandWords(command)]), [
		['the Unix socket', 'Added http://127.0.0.1:9, weight 1'],
		['the Unix socket', 'http://127.0.0.1:9 is disabled'],
		['127.0.0.1 with the admin token', 'Removed http://127.0.0.1:9'],
	]);
});

/** Two backends, of which the second one serves nothing. */
const startPair = async (t: TestContext): Promise<Steered & {readonly url: string}> => {
	const backends = await Promise.all([1, 2].map(async () => startHttpBackend((_request, response) => {
		response.end();
	})));
	t.after(async () => Promise.all(backends.map(async backend => backend.close())));
	const steered = await start(t, {urls: backends.map(({url}) => url)});
	await steered.control.updateBackend('b2', {state: 'disabled'});
	return {...steered, url: backends[0]!.url};
};

test('on a terminal, what leaves clients without any backend is asked about first', async t => {
	const home = await temporaryDirectory(t);
	const {adminPort, control, url} = await startPair(t);
	const env = {...cleanEnvironment(home), PROXY_TUI_ADMIN_PORT: String(adminPort), PROXY_TUI_ADMIN_TOKEN: token};
	const answered = async (argv: readonly string[], keys?: string): Promise<{readonly code: number; readonly text: string}> => {
		const terminal = openPseudoTerminal({command: process.execPath, args: [...programArguments, ...argv], env, columns: 160});
		t.after(async () => terminal.dispose());
		if (keys !== undefined) {
			await terminal.waitFor('No backend is left: all get 503. [y/N]');
			terminal.write(keys);
		}

		const {code} = await terminal.exit;
		return {code, text: terminal.screen().join('\n')};
	};

	const states = (): string => control.status().backends.map(({id, state}) => `${id} ${state}`).join(', ');
	for (const [argv, keys] of [[['drain', 'b1'], 'n\r'], [['disable', 'b1'], '\r'], [['remove', 'b1', '--force'], '\u{3}'], [['drain', 'b1', '--json'], 'yesterday\r']] as const) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		const {code, text} = await answered(argv, keys);
		assert.equal(code, 1, text);
		assert.ok(text.includes(` ${url}? No backend is left`), text);
		assert.match(text, /Nothing was changed\./v);
		assert.equal(states(), 'b1 active, b2 disabled');
	}

	assert.equal((await answered(['drain', 'b1', '--wait'], 'y\r')).code, 0);
	assert.equal(states(), 'b1 disabled, b2 disabled');
	assert.equal((await answered(['remove', 'b2'])).code, 0, 'it served no request');
	await control.updateBackend('b1', {state: 'active'});
	const {code, text} = await answered(['remove', 'b1', '--yes']);
	assert.deepEqual([code, text.includes('No backend is left')], [0, false]);
	assert.equal(states(), '');
});

test('without a terminal it is done with a warning, which --yes leaves out', async t => {
	const home = await temporaryDirectory(t);
	const {adminPort, control} = await startPair(t);
	const env = {...cleanEnvironment(home), PROXY_TUI_ADMIN_PORT: String(adminPort), PROXY_TUI_ADMIN_TOKEN: token};
	const stderrOf = async (...argv: readonly string[]): Promise<string> => {
		const {promise, resolve, reject} = Promise.withResolvers<string>();
		execFile(process.execPath, [...programArguments, ...argv], {env}, (error, _stdout, stderr) => {
			if (error) {
				reject(error);
			} else {
				resolve(stderr);
			}
		});
		return promise;
	};

	const warning = await stderrOf('disable', 'b1');
	assert.match(warning, /^Warning: no backend is left, all get 503\. It is done without confirmation/v);
	assert.match(warning, /--yes[^\n]*\n$/v);
	assert.equal(control.status().backends[0]!.state, 'disabled');
	await control.updateBackend('b1', {state: 'active'});
	assert.equal(await stderrOf('drain', 'b1', '--yes'), '');
	assert.equal(await stderrOf('remove', 'b1'), '');
});

test('nothing that an instance answers steers the terminal', async t => {
	const home = await temporaryDirectory(t);
	const evil = '\u{1B}]0;owned\u{7}\u{9B}2J\u{202E}';
	const {run} = await start(t);
	const server = await startHttpBackend((request, response) => {
		response.setHeader('Content-Type', 'application/json');
		response.statusCode = request.url === '/status' ? 200 : 409;
		response.end(JSON.stringify(request.url === '/status' ? {backends: [{id: evil}], more: evil} : {code: 'duplicate_backend', detail: `No ${evil}`}));
	});
	t.after(async () => server.close());
	await assert.rejects(run('status', server.url), isRefusal('unexpected_answer', 'backends.0.id'));
	const {promise, resolve} = Promise.withResolvers<string>();
	execFile(process.execPath, [...programArguments, 'add', '3000', '--admin', server.url], {env: cleanEnvironment(home)}, (_error, stdout, stderr) => {
		resolve(stdout + stderr);
	});
	assert.match(await promise, /^No \u{FFFD}\]0;owned\u{FFFD}\u{FFFD}2J\u{FFFD}\n$/v);
	assert.deepEqual(JSON.parse(printableJson({evil, list: ['a\tb']})), {evil, list: ['a\tb']});
	assert.match(printableJson({evil, list: ['a']}), /^[\t\n\u{20}-\u{7E}]+$/v);
});

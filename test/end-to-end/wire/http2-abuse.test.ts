import assert from 'node:assert/strict';
import {execFile, spawnSync} from 'node:child_process';
import {constants} from 'node:http2';
import path from 'node:path';
import process from 'node:process';
import test, {after} from 'node:test';
import {promisify} from 'node:util';
import {askHttp2, connectHttp2} from '../../helpers/http2-client.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const {NGHTTP2_NO_ERROR, NGHTTP2_INTERNAL_ERROR, NGHTTP2_REFUSED_STREAM} = constants;

const okay: Script = ({socket}) => {
	socket.on('data', (data: Uint8Array) => {
		if (!String(data).startsWith('GET /hang')) {
			socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
		}
	});
};

const proxy = await startProxy({scripts: [okay], flags: [...tlsFlags(), '--header-timeout=1s', '--keep-alive-timeout=1s']});
after(proxy.stop);

type Outcome = {
	/** Its error code. */
	readonly goaway: number | null;
	/** How many, by error code. */
	readonly resets: Readonly<Record<string, number>>;
	/** How many, by status. */
	readonly statuses: Readonly<Record<string, number>>;
	/** Whether the proxy has closed the connection. */
	readonly closed: boolean;
};

// eslint-disable-next-line @typescript-eslint/strict-void-return -- the types of promisify
const run = promisify(execFile);

/** Debian's python3-h2 leaves its checks out when it is told to, unlike the client of node:http2. */
const abuse = async (act: string): Promise<Outcome> => {
	const {stdout} = await run('/usr/bin/python3', [path.join(import.meta.dirname, '../../helpers/http2-abuse.py'), String(proxy.tlsPort), act], {timeout: 30_000});
	return JSON.parse(stdout) as Outcome;
};

const hasPython = spawnSync('/usr/bin/python3', ['-c', 'import h2']).status === 0;
const skip = hasPython || process.env['CI'] === 'true' ? false : 'python3-h2 is not installed (apt install python3-h2)';

const isClosed = ({closed}: Outcome): void => {
	assert.equal(closed, true);
};

const acts: Readonly<Record<string, readonly [what: string, check: (outcome: Outcome) => void]>> = {
	silent: ['a client that sends nothing is left in time', isClosed],
	'no-preface': ['a client that speaks HTTP/1.1 after all is left', isClosed],
	rubbish: ['a client that sends no frames is left', isClosed],
	'half-head': ['a client that does not end its head is left', isClosed],
	'endless-head': ['a head without an end ends the connection', isClosed],
	pings: ['a flood of pings ends the connection', isClosed],
	settings: ['a flood of settings ends the connection', isClosed],
	idle: ['an idle client is told before it is left', ({goaway, closed}) => {
		assert.deepEqual([goaway, closed], [NGHTTP2_NO_ERROR, true]);
	}],
	'rapid-reset': ['a client that cancels one stream after the other is left', isClosed],
	'many-streams': ['streams above the limit are refused', ({resets}) => {
		assert.deepEqual(resets, {[NGHTTP2_REFUSED_STREAM]: 72});
	}],
	'large-list': ['a head that is too large is refused', ({statuses}) => {
		assert.deepEqual(statuses, {431: 1});
	}],
	'many-fields': ['a head of too many fields is refused', ({statuses}) => {
		assert.deepEqual(statuses, {431: 1});
	}],
	'connection-field': ['fields of a connection and names in upper case are refused', ({statuses}) => {
		assert.deepEqual(statuses, {});
	}],
	'long-body': ['a body that is longer than its length goes to no backend in full', ({statuses}) => {
		assert.equal(statuses['200'], undefined);
	}],
	deaf: ['a client that lets nothing be sent is reset', ({resets}) => {
		assert.deepEqual(resets, {[NGHTTP2_INTERNAL_ERROR]: 100});
	}],
};

// All at once: most of it is waiting, and they must not mind each other.
const outcomes = skip === false ? new Map(Object.keys(acts).map(act => [act, abuse(act)])) : undefined;
await Promise.allSettled([...outcomes?.values() ?? []]);

for (const [act, [what, check]] of Object.entries(acts)) {
	test(what, {skip}, async () => {
		check(await outcomes!.get(act)!);
	});
}

test('others are served after all that, and nothing of it is left', async () => {
	const session = await connectHttp2(proxy.tlsPort!);
	assert.equal((await askHttp2(session)).body, 'ok');
	session.destroy();
	await proxy.untilIdle();
});

import assert from 'node:assert/strict';
import https from 'node:https';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {makeCertificate} from '../helpers/certificates.js';
import {type Answer, send} from '../helpers/http-client.js';
import {freePorts, isInstalled, startInstalled} from '../helpers/installed-program.js';
import {type RunningProxy, startProxy} from '../helpers/running-proxy.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {tlsFlags} from '../helpers/tls-files.js';

/** Other than that of the load balancer in front, who connects from 127.0.0.1. */
const client = '127.0.0.2';

const start = async (t: TestContext): Promise<RunningProxy> => {
	const backend = await startHttpBackend((request, response) => {
		response.end(JSON.stringify(request.headers));
	});
	t.after(backend.close);
	const proxy = await startProxy({urls: [backend.url], flags: ['--accept-proxy=127.0.0.1', ...tlsFlags()]});
	t.after(proxy.stop);
	return proxy;
};

const forwarded = ({body}: Answer): unknown => {
	const headers = JSON.parse(body) as Record<string, string>;
	return [headers['x-forwarded-for'], headers['x-forwarded-proto'], headers['x-forwarded-port']];
};

const isSent = async (port: number, agent?: https.Agent): Promise<unknown> =>
	forwarded(await send(port, {localAddress: client, ...agent && {agent, protocol: 'https:'}}));

const trusting = new https.Agent({rejectUnauthorized: false});

test('HAProxy in front tells of its clients, in both versions, plain and over TLS', {skip: isInstalled('haproxy', 'haproxy') ? false : 'haproxy is missing'}, async t => {
	const {port, tlsPort} = await start(t);
	const directory = await temporaryDirectory(t);
	const {cert, key} = makeCertificate('localhost', {hosts: ['localhost']});
	const bundle = path.join(directory, 'front.pem');
	await writeFile(bundle, cert + key);
	const kinds = [
		{bind: '', server: `127.0.0.1:${port} send-proxy`},
		{bind: '', server: `127.0.0.1:${port} send-proxy-v2`},
		{bind: ` ssl crt ${bundle}`, server: `127.0.0.1:${port} send-proxy-v2-ssl`},
		{bind: '', server: `127.0.0.1:${tlsPort} send-proxy`},
		{bind: '', server: `127.0.0.1:${tlsPort} send-proxy-v2`},
	];
	const ports = await freePorts(kinds.length);
	const file = path.join(directory, 'haproxy.cfg');
	await writeFile(file, `defaults
	mode tcp
	timeout connect 5s
	timeout client 5s
	timeout server 5s
${kinds.map(({bind, server}, index) => `listen l${index}
	bind 127.0.0.1:${ports[index]}${bind}
	server s ${server}
`).join('')}`);
	await startInstalled(t, ['haproxy', '-db', '-f', file], ports);
	const [v1, v2, v2OfTls, v1BeforeTls, v2BeforeTls] = ports as [number, number, number, number, number];
	assert.deepEqual(await isSent(v1), [client, 'http', String(v1)]);
	assert.deepEqual(await isSent(v2), [client, 'http', String(v2)]);
	assert.deepEqual(await isSent(v2OfTls, trusting), [client, 'https', String(v2OfTls)]);
	assert.deepEqual(await isSent(v1BeforeTls, trusting), [client, 'https', String(v1BeforeTls)]);
	assert.deepEqual(await isSent(v2BeforeTls, trusting), [client, 'https', String(v2BeforeTls)]);
});

test('nginx in front tells of its clients, plain and over TLS', {skip: isInstalled('nginx', 'nginx and libnginx-mod-stream') ? false : 'nginx is missing'}, async t => {
	const {port, tlsPort} = await start(t);
	const directory = await temporaryDirectory(t);
	const ports = await freePorts(2);
	const file = path.join(directory, 'nginx.conf');
	await writeFile(file, `daemon off;
master_process off;
pid ${directory}/nginx.pid;
error_log stderr crit;
load_module /usr/lib/nginx/modules/ngx_stream_module.so;
events {}
stream {
	proxy_protocol on;
	server {
		listen 127.0.0.1:${ports[0]};
		proxy_pass 127.0.0.1:${port};
	}
	server {
		listen 127.0.0.1:${ports[1]};
		proxy_pass 127.0.0.1:${tlsPort};
	}
}
`);
	await startInstalled(t, ['nginx', '-e', 'stderr', '-c', file], ports);
	const [plain, beforeTls] = ports as [number, number];
	assert.deepEqual(await isSent(plain), [client, 'http', String(plain)]);
	assert.deepEqual(await isSent(beforeTls, trusting), [client, 'https', String(beforeTls)]);
});

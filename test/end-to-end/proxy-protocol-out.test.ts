import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {makeCertificate} from '../helpers/certificates.js';
import {send} from '../helpers/http-client.js';
import {freePorts, isInstalled, startInstalled} from '../helpers/installed-program.js';
import {startProxy} from '../helpers/running-proxy.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

/** Other than that of the proxy, which connects from 127.0.0.1. */
const client = '127.0.0.2';

/** What a backend says that it sees as its client, asked through a proxy; a health check has to pass first. */
const seen = async (url: string, flags: readonly string[]): Promise<string> => {
	const proxy = await startProxy({urls: [url], flags: [...flags, '--health-interval=1s', '--wait-for-backend=5s']});
	try {
		const {status, body} = await send(proxy.port, {localAddress: client});
		assert.equal(status, 200);
		return body;
	} finally {
		await proxy.stop();
	}
};

test('HAProxy behind is told of the clients, in both versions, plain and over TLS', {skip: isInstalled('haproxy', 'haproxy') ? false : 'haproxy is missing'}, async t => {
	const directory = await temporaryDirectory(t);
	const {cert, key} = makeCertificate('localhost', {hosts: ['localhost', '127.0.0.1']});
	const bundle = path.join(directory, 'back.pem');
	await writeFile(bundle, cert + key);
	const [plain, tls] = await freePorts(2) as [number, number];
	const file = path.join(directory, 'haproxy.cfg');
	await writeFile(file, `defaults
	mode http
	timeout client 5s
frontend back
	bind 127.0.0.1:${plain} accept-proxy
	bind 127.0.0.1:${tls} accept-proxy ssl crt ${bundle}
	http-request return status 200 content-type text/plain lf-string %[src]
`);
	await startInstalled(t, ['haproxy', '-db', '-f', file], [plain, tls]);
	const urls = [`http://127.0.0.1:${plain}`, `https://127.0.0.1:${tls}`];
	const cases = urls.flatMap(url => ['v1', 'v2'].map(version => ({url, version})));
	assert.deepEqual(await Promise.all(cases.map(async ({url, version}) => seen(url, [`--send-proxy=${version}`, '--insecure-backends']))), cases.map(() => client));
});

test('nginx behind is told of the clients, in both versions', {skip: isInstalled('nginx', 'nginx') ? false : 'nginx is missing'}, async t => {
	const directory = await temporaryDirectory(t);
	const [port] = await freePorts(1) as [number];
	const file = path.join(directory, 'nginx.conf');
	await writeFile(file, `daemon off;
master_process off;
pid ${directory}/nginx.pid;
error_log stderr crit;
events {}
http {
	access_log off;
	client_body_temp_path ${directory}/body;
	proxy_temp_path ${directory}/proxy;
	fastcgi_temp_path ${directory}/fastcgi;
	uwsgi_temp_path ${directory}/uwsgi;
	scgi_temp_path ${directory}/scgi;
	server {
		listen 127.0.0.1:${port} proxy_protocol;
		location / {
			return 200 $proxy_protocol_addr;
		}
	}
}
`);
	await startInstalled(t, ['nginx', '-e', 'stderr', '-c', file], [port]);
	assert.deepEqual(await Promise.all(['v1', 'v2'].map(async version => seen(`http://127.0.0.1:${port}`, [`--send-proxy=${version}`]))), [client, client]);
});

/* Clients of other projects: what they get of a backend through proxy-tui is what they get of it directly. */
import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import http2, {type Http2ServerRequest, type Http2ServerResponse} from 'node:http2';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import test, {after, before} from 'node:test';
import {chromium} from 'playwright-core';
import {makeCertificate} from '../../helpers/certificates.js';
import {chromiumPath, skipWithoutChromium} from '../../helpers/chromium.js';
import {isInstalled} from '../../helpers/installed-program.js';
import {type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const large = Buffer.alloc(1_000_000, 'large ');
const certificate = makeCertificate('localhost', {hosts: ['localhost', '127.0.0.1']});

const answer = async (request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> => {
	response.setHeader('content-type', 'text/plain');
	if (request.method === 'POST') {
		response.end(`taken: ${await text(request)}`);
	} else if (request.url === '/missing') {
		response.writeHead(404);
		response.end('missing');
	} else {
		response.end(request.url === '/large' ? large : `${request.method} ${request.url}`);
	}
};

/** Speaks HTTP/1.1 and HTTP/2. */
const backend = http2.createSecureServer({...certificate, allowHTTP1: true}, (request, response) => {
	void answer(request, response);
});
let proxy: RunningProxy;

before(async () => {
	backend.listen(0, '127.0.0.1');
	await once(backend, 'listening');
	proxy = await startProxy({urls: [`https://127.0.0.1:${(backend.address() as AddressInfo).port}`], flags: ['--insecure-backends', '--wait-for-backend=10s', ...tlsFlags(certificate)]});
});

after(async () => {
	await proxy.stop();
	backend.close();
});

/** What a program writes to standard output. */
const output = async (program: string, options: readonly string[], input = ''): Promise<string> => {
	const child = spawn(program, options, {stdio: ['pipe', 'pipe', 'ignore']});
	child.stdin.on('error', () => {});
	child.stdin.end(input);
	return text(child.stdout);
};

/** Runs something against both, and compares. */
const same = async <Result>(ask: (port: number) => Promise<Result>): Promise<Result> => {
	const [direct, through] = [await ask((backend.address() as AddressInfo).port), await ask(proxy.tlsPort!)];
	assert.deepEqual(through, direct);
	return through;
};

const skipWithout = (program: string, debianPackage: string): string | false => !isInstalled(program, debianPackage) && `${program} is missing (apt install ${debianPackage})`;

test('curl', {skip: skipWithout('curl', 'curl')}, async () => {
	for (const version of ['--http2', '--http1.1']) {
		for (const options of [['/a?b=c'], ['/large'], ['/missing'], ['/', '--head', '--output', '/dev/null'], ['/', '--data', 'x'.repeat(100_000)]] as const) {
			const [path, ...rest] = options;
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			const result = await same(async port => output('curl', [
				'--silent', '--insecure', version, ...rest, '--write-out', '\n%{http_version} %{http_code} %{content_type} %{size_download}', `https://127.0.0.1:${port}${path}`,
			]));
			assert.match(result, version === '--http2' ? /\n2 [24]0/v : /\n1\.1 [24]0/v);
		}
	}
});

test('nghttp', {skip: skipWithout('nghttp', 'nghttp2-client')}, async () => {
	for (const path of ['/a?b=c', '/large', '/missing']) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.notEqual(await same(async port => output('nghttp', ['--no-verify-peer', `https://127.0.0.1:${port}${path}`])), '');
	}
});

test('h2load', {skip: skipWithout('h2load', 'nghttp2-client')}, async () => {
	const result = await same(async port => {
		const written = await output('h2load', ['--requests=200', '--clients=2', '--max-concurrent-streams=10', `https://127.0.0.1:${port}/a`]);
		return written.split('\n').filter(line => /^(?:Application protocol|TLS Protocol|requests|status codes)/v.test(line));
	});
	assert.match(result.join('\n'), /protocol: h2\n.*200 succeeded.*\nstatus codes: 200 2xx/sv);
});

test('openssl s_client', {skip: skipWithout('openssl', 'openssl')}, async () => {
	for (const [protocol, version] of [['h2', '-tls1_3'], ['http/1.1', '-tls1_3'], ['http/1.1', '-tls1_2']] as const) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const shaken = await same(async port => {
			const written = await output('openssl', ['s_client', version, '-connect', `127.0.0.1:${port}`, '-servername', 'localhost', '-alpn', protocol]);
			return written.split('\n').filter(line => /^(?:ALPN protocol|New, |Server public key|Secure Renegotiation)/v.test(line));
		});
		assert.ok(shaken.includes(`ALPN protocol: ${protocol}`));
	}

	const body = await same(async port => {
		const written = await output('openssl', ['s_client', '-quiet', '-connect', `127.0.0.1:${port}`], 'GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
		return [written.split('\r\n', 1)[0], written.includes('GET /a')];
	});
	assert.deepEqual(body, ['HTTP/1.1 200 OK', true]);
});

test('Chromium', {skip: skipWithoutChromium}, async t => {
	const browser = await chromium.launch({executablePath: chromiumPath, args: ['--no-sandbox']});
	t.after(async () => browser.close());
	const result = await same(async port => {
		const page = await browser.newPage({ignoreHTTPSErrors: true});
		const response = await page.goto(`https://127.0.0.1:${port}/a`);
		return {status: response!.status(), body: await response!.text(), ...await page.evaluate(async () => {
			const [echoed, got, missing] = await Promise.all([fetch('/', {method: 'POST', body: 'x'.repeat(100_000)}), fetch('/large'), fetch('/missing')]);
			const entries = performance.getEntries() as unknown as ReadonlyArray<{readonly nextHopProtocol?: string}>;
			return {echoed: await echoed.text(), got: await got.text(), missing: missing.status, protocols: [...new Set(entries.map(({nextHopProtocol = ''}) => nextHopProtocol))].toSorted()};
		})};
	});
	assert.equal(result.got.length, large.length);
	assert.ok(result.protocols.includes('h2'));
});

import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {generateKeyPairSync} from 'node:crypto';
import test from 'node:test';
import * as z from 'zod';
import {AcmeError} from '../../../../../source/engines/control/certificates/acme/acme-error.js';
import {AcmeSession} from '../../../../../source/engines/control/certificates/acme/acme-session.js';
import type {TransportRequest, TransportResponse} from '../../../../../source/engines/control/certificates/acme/transport.js';

const {privateKey: key} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
const url = 'https://ca.test/thing';
const directory = {newNonce: 'https://ca.test/nonce', newAccount: 'https://ca.test/account', newOrder: 'https://ca.test/order'};

/** An authority that answers POST requests so, one after the other; the last answer again and again. */
const sessionWith = (...answers: ReadonlyArray<Partial<TransportResponse>>) => {
	const posts: TransportRequest[] = [];
	let nonces = 0;
	const session = new AcmeSession({
		async send(request: TransportRequest) {
			const headers = {'replay-nonce': `nonce-${++nonces}`};
			if (request.method === 'POST') {
				posts.push(request);
				const answer = answers[Math.min(posts.length, answers.length) - 1];
				return {status: 200, body: '{}', ...answer, headers: {...headers, ...answer?.headers}};
			}

			return {status: 200, headers, body: JSON.stringify(directory)};
		},
	}, 'https://ca.test/directory');
	const nonceOf = ({body}: TransportRequest): string => {
		const {protected: header} = JSON.parse(body!) as {readonly protected: string};
		return (JSON.parse(String(Buffer.from(header, 'base64url'))) as {readonly nonce: string}).nonce;
	};

	return {session, nonces: () => posts.map(post => nonceOf(post)), post: async () => session.post(url, {}, {key, kid: 'kid'}, z.unknown())};
};

const refusal = (type: string, detail: string, status = 400): Partial<TransportResponse> => ({status, body: JSON.stringify({type: `urn:ietf:params:acme:error:${type}`, detail})});

test('a request whose nonce is refused is sent again with another, never with one that was used', async () => {
	const {post, nonces} = sessionWith(refusal('badNonce', 'old'), refusal('badNonce', 'old'), {});
	await post();
	assert.equal(nonces().length, 3);
	assert.equal(new Set(nonces()).size, 3);
});

test('an authority that refuses every nonce is given up', async () => {
	const {post, nonces} = sessionWith(refusal('badNonce', 'old'));
	await assert.rejects(post(), {type: 'badNonce'});
	assert.equal(nonces().length, 20);
});

test('a refusal says what the authority says, with how long it wants to be left alone', async () => {
	const {post} = sessionWith({...refusal('rateLimited', 'too many orders', 429), headers: {'retry-after': '7200'}});
	await assert.rejects(post(), (error: AcmeError) => {
		assert.ok(error instanceof AcmeError);
		assert.deepEqual([error.message, error.type, error.retryAfterMs], ['The authority at ca.test has refused: too many orders', 'rateLimited', 7_200_000]);
		return true;
	});
	await assert.rejects(sessionWith({status: 502, body: '<html>'}).post(), {message: 'The authority at ca.test has refused: status 502', type: undefined});
});

test('an answer that is none is told', async () => {
	const {session} = sessionWith({body: 'nonsense'});
	await assert.rejects(session.post(url, {}, {key, kid: 'kid'}, z.object({status: z.string()})), {message: /cannot be understood/v});
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {AcmeChallenges} from '../../../../../source/engines/threads/data-plane/admission/acme-challenges.js';
import {replyMessage} from '../../../../../source/engines/threads/data-plane/local-reply.js';

test('a challenge is answered with nothing but its key authorization, those of others go on to the backends', () => {
	const challenges = new AcmeChallenges([{type: 'http-01', token: 'token', keyAuthorization: 'token.thumbprint'}, {type: 'tls-alpn-01', name: 'a.example', cert: '', key: ''}]);
	const reply = challenges.replyTo('/.well-known/acme-challenge/token');
	const {status, fields, body} = replyMessage(reply!);
	assert.deepEqual([status, fields, String(body)], [200, ['Content-Type', 'application/octet-stream', 'Content-Length', '16'], 'token.thumbprint']);
	for (const target of ['/.well-known/acme-challenge/other', '/.well-known/acme-challenge/', '/token', '/.well-known/acme-challenge/token/']) {
		assert.equal(challenges.replyTo(target), undefined, target);
	}
});

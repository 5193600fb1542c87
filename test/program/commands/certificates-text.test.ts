import assert from 'node:assert/strict';
import test from 'node:test';
import {certificatesText} from '../../../source/program/commands/steering/certificates-text.js';
import {dayMs} from '../../../source/model/certificate.js';

test('each certificate is a line with its names, expiry, issuer, next renewal, file and problem', () => {
	const now = Date.now();
	const certificate = {names: ['a.example', 'b.example'], issuer: 'R11', notBefore: now, notAfter: now + (60.5 * dayMs), source: '/acme/a.example.pem', renewsAt: now + (30 * dayMs)};
	const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
	assert.equal(
		certificatesText([certificate, {...certificate, names: ['c.example'], problem: 'no answer.'}]),
		['a.example, b.example', 'c.example']
			.map(names => `${names}  until ${day(certificate.notAfter)} (60 days)  by R11  renewed as of ${day(certificate.renewsAt)}  /acme/a.example.pem`)
			.join('\n')
			.concat('  NOT REPLACED: no answer.'),
	);
	assert.match(certificatesText([]), /plain HTTP only/v);
});

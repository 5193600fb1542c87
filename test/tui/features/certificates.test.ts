import assert from 'node:assert/strict';
import test from 'node:test';
import type {CertificateStatus} from '../../../source/model/certificate.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const dayMs = 86_400_000;

const openSession = (certificates: ReadonlyArray<Partial<CertificateStatus>>): ScreenSession => {
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'})]});
	const {startedAt} = control.status();
	control.changeStatus({certificates: certificates.map(given => ({
		names: ['a.example'], issuer: 'R11', notBefore: startedAt - (30 * dayMs), notAfter: startedAt + (60.5 * dayMs), source: '/acme/a.example.pem', ...given,
	}))});
	const session = new ScreenSession(control);
	session.press('C');
	return session;
};

test('C lists the certificates with their names, days left, issuer, next renewal, file and problem', () => {
	const {startedAt} = new FakeControl().status();
	const session = openSession([
		{names: ['a.example', 'www.a.example'], renewsAt: startedAt + (30 * dayMs)},
		{names: ['b.example'], notAfter: startedAt + (1.5 * dayMs), problem: 'The authority at ca.test has refused: no.'},
		{names: ['c.example'], notAfter: startedAt - 1000, renewsAt: startedAt - 1000},
	]);
	const text = session.screen.join('\n');
	assert.match(text, /Certificates/v);
	assert.match(text, /a\.example, www\.a\.example\n expiry +60 days left, from 2025-12-03 to 2026-03-04\n issuer +R11\n renewal +2026-02-01 12:00 UTC\n file +\/acme\/a\.example\.pem/v);
	assert.match(text, /b\.example\n expiry +1 day left.*\n.*\n file .*\n problem +The authority at ca\.test has refused: no\./v);
	session.press('G');
	assert.match(session.screen.join('\n'), /c\.example\n expiry +has expired.*\n.*\n renewal +under way/v);
	session.press('C');
	assert.equal(session.state.mode.kind, 'browse');
});

test('without a certificate, it says what serves TLS', () => {
	assert.match(openSession([]).screen.join('\n'), /plain HTTP only\. TLS needs/v);
});

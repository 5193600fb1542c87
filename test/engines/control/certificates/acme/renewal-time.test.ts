import assert from 'node:assert/strict';
import {X509Certificate} from 'node:crypto';
import test from 'node:test';
import {renewalTime} from '../../../../../source/engines/control/certificates/acme/renewal-time.js';
import {makeCertificate} from '../../../../helpers/certificates.js';

const dayMs = 86_400_000;
const certificates = Array.from({length: 20}, () => new X509Certificate(makeCertificate('a.example', {hosts: ['a.example'], validMs: 89 * dayMs}).cert));

test('certificates are renewed about two thirds into their lifetime, not all at the same moment, each at the same after a restart', () => {
	const parts = certificates.map(certificate => {
		const [begin, end] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
		return (renewalTime(certificate) - begin) / (end - begin);
	});
	assert.ok(parts.every(part => part > 0.63 && part <= 2 / 3), parts.join(' '));
	assert.equal(new Set(parts).size, parts.length);
	assert.equal(renewalTime(certificates[0]!), renewalTime(certificates[0]!));
});

test('what the authority suggests takes precedence, at moments all over its window', () => {
	const window = {start: 1000, end: 2000};
	const times = certificates.map(certificate => renewalTime(certificate, window));
	assert.ok(times.every(time => time >= 1000 && time < 2000));
	assert.ok(Math.max(...times) - Math.min(...times) > 300);
});

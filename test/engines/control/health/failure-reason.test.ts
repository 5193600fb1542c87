import assert from 'node:assert/strict';
import test from 'node:test';
import {lookupError} from '../../../../source/model/name-answer.js';
import {failureReason, isLocalError} from '../../../../source/engines/control/health/failure-reason.js';

const errorWith = (code: string) => Object.assign(new Error('evil\u{1B}[2Jmessage'), {code});

test('known errors have words for a person', () => {
	assert.equal(failureReason(errorWith('ECONNREFUSED')), 'connection refused');
	assert.equal(failureReason(lookupError('gone.example', 'ENOTFOUND')), 'name resolution failed: gone.example is unknown');
	assert.equal(failureReason(lookupError('gone.example', 'EAI_AGAIN')), 'name resolution failed: gone.example');
	assert.equal(failureReason(errorWith('CERT_HAS_EXPIRED')), 'TLS: certificate expired');
});

test('errors of a kind have the words of their kind', () => {
	assert.equal(failureReason(errorWith('HPE_INVALID_VERSION')), 'invalid response');
	assert.equal(failureReason(errorWith('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')), 'TLS: handshake failed');
});

test('other errors give their code, never their message', () => {
	assert.equal(failureReason(errorWith('ESOMETHING')), 'probe failed (ESOMETHING)');
	assert.equal(failureReason(new Error('evil')), 'probe failed');
	assert.equal(failureReason('evil'), 'probe failed');
});

test('running out of file descriptors or memory is no fault of the backend', () => {
	assert.deepEqual(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'ECONNREFUSED', 'ENOTFOUND'].filter(code => isLocalError(errorWith(code))), [
		'EMFILE',
		'ENFILE',
		'ENOBUFS',
		'ENOMEM',
	]);
});

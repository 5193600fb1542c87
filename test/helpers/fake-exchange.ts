import type {CapturedBody, ExchangeDetail} from '../../source/model/exchange-detail.js';
import type {ExportContext} from '../../source/tui/features/export/export-entry.js';
import {fakeRecord} from './fake-control.js';

export const capturedText = (text: string): CapturedBody => ({bytes: new TextEncoder().encode(text), totalBytes: new TextEncoder().encode(text).length});

/** What is known of an exchange, with what a test does not care for filled in. */
export const fakeExchange = (given: Partial<ExchangeDetail> = {}): ExchangeDetail => ({
	record: fakeRecord({number: 1}),
	httpVersion: '1.1',
	statusText: 'OK',
	requestHeaders: ['Host', 'shop.example', 'Authorization', 'Bearer abc.def', 'Cookie', 'session=1; theme=dark', 'Accept', '*/*'],
	responseHeaders: ['Content-Type', 'application/json; charset=utf-8', 'Set-Cookie', 'session=2; Path=/; HttpOnly'],
	choice: {policy: 'least-connections', reason: 'it had the fewest requests in flight (1)'},
	phases: {queueMs: 0.2, connectMs: 0.5, firstByteMs: 2, bodyMs: 0.4},
	reusedConnection: false,
	...given,
});

export const exportContext: ExportContext = {origin: 'http://localhost:8000', version: '0.1.0', showsSecrets: false};

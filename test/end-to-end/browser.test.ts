import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {chromium, type Page} from 'playwright-core';
import {startAdmin} from '../admin/admin-harness.js';
import {chromiumPath, skipWithoutChromium} from '../helpers/chromium.js';
import {FakeControl, fakeBackend, fakeRecord} from '../helpers/fake-control.js';

/** Texts that do not fit into what holds them, or stand outside of the window. */
const cutOff = async (page: Page): Promise<readonly string[]> => page.evaluate(() => {
	const {innerWidth, document} = globalThis as unknown as {readonly innerWidth: number; readonly document: {querySelectorAll(selector: string): Iterable<{
		readonly textContent: string;
		readonly scrollWidth: number;
		readonly clientWidth: number;
		getBoundingClientRect(): {readonly left: number; readonly right: number};
	}>;};};
	return [...document.querySelectorAll('main, h1, h2, p, tr, td, a, pre')].filter(element => {
		const {left, right} = element.getBoundingClientRect();
		return left < 0 || right > innerWidth || (element.clientWidth > 0 && element.scrollWidth > element.clientWidth);
	}).map(({textContent}) => textContent.trim().slice(0, 60));
});

const long = 'x'.repeat(300);

test('on a narrow screen nothing of the page is cut off, and a request opens', {skip: skipWithoutChromium}, async t => {
	const control = new FakeControl({backends: [
		fakeBackend({id: 'b1', oldestRequestMs: 5000}),
		fakeBackend({id: 'b2', url: `http://${long}.example:8080`, health: 'unhealthy', healthReason: `not resolved: ${long}`}),
	]});
	control.log(3);
	const record = fakeRecord({number: 4, target: `/${long}?<b>`, backend: {id: 'b2', url: `http://${long}.example:8080`}, error: 'connect_timeout', status: 504});
	control.log(1, record);
	control.details.set(4, {
		record, httpVersion: '1.1', requestHeaders: ['Host', 'here', 'X-Long', long, 'Authorization', 'Bearer hidden'], statusText: 'Gateway Timeout', responseHeaders: ['Content-Type', 'text/plain'],
		phases: {connectMs: 5000}, requestBody: {bytes: Buffer.from(`${long}\nend`), totalBytes: 900}, responseBody: {bytes: Buffer.from([0xFF, 0]), totalBytes: 2},
	});
	const {server} = await startAdmin(t, {control, token: 'secret', readToken: 'looking'});
	const browser = await chromium.launch({executablePath: chromiumPath, args: ['--no-sandbox']});
	t.after(async () => browser.close());
	const openAs = async (password: string): Promise<Page> => {
		const page = await browser.newPage({viewport: {width: 420, height: 800}, httpCredentials: {username: 'me', password}});
		page.setDefaultTimeout(15_000);
		await page.goto(`http://127.0.0.1:${server.port}/`);
		return page;
	};

	const page = await openAs('secret');
	assert.deepEqual(await cutOff(page), []);
	await page.getByText('5 s').waitFor();
	control.log(1, {target: '/newest'});
	await page.getByText('/newest').waitFor();
	await page.getByRole('link', {name: long}).click();
	await page.getByText('504 Gateway Timeout').waitFor();
	assert.deepEqual(await cutOff(page), []);
	const text = await page.locator('main').innerText();
	for (const shown of [`GET /${long}?<b> HTTP/1.1`, 'Bearer hidden', 'connect_timeout', '5000 ms', 'end', 'and 596 bytes more', 'not text', 'text/plain']) {
		assert.ok(text.includes(shown), `${shown} in ${text}`);
	}

	await page.getByRole('link', {name: 'all requests'}).click();
	await page.getByText('/newest').waitFor();

	const figures = {count: 1234, bytes: 5678, time: 90, rate_limited: 7, failures: 3};
	control.topList = {entries: [{name: long, ...figures}, {name: '', ...figures}], totals: {...figures, count: 2468}, errorBounds: {...figures, count: 2}, spanMs: 60_000};
	await page.getByRole('link', {name: 'who sends most'}).click();
	await page.getByText('may be too low by 2').waitFor();
	assert.deepEqual(await cutOff(page), []);
	const top = await page.locator('main').innerText();
	for (const shown of [long, '(none)', '1234', '50 %', 'client path user agent status requests']) {
		assert.ok(top.includes(shown), `${shown} in ${top}`);
	}

	await page.getByRole('link', {name: 'failures'}).click();
	await page.getByRole('link', {name: '10m'}).click();
	await page.waitForURL('**/page/top?by=client&measure=failures&over=10m');
	await page.getByRole('link', {name: 'requests'}).click();
	await page.getByRole('link', {name: long}).waitFor();

	const reader = await openAs('looking');
	await reader.getByRole('link', {name: long}).click();
	await reader.getByText('504 Gateway Timeout').waitFor();
	const masked = await reader.locator('main').innerText();
	assert.deepEqual(['hidden', 'Request body'].filter(secret => masked.includes(secret)), []);

	await page.goto(`http://127.0.0.1:${server.port}/`);
	await page.setViewportSize({width: 1400, height: 800});
	await page.getByRole('columnheader', {name: 'last check'}).waitFor();
	assert.deepEqual(await cutOff(page), []);
});

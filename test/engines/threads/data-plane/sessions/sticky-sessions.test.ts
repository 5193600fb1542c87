import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {RequestHeaders} from '../../../../../source/engines/threads/data-plane/headers/request-headers.js';
import {cookieName, sortCookies} from '../../../../../source/engines/threads/data-plane/sessions/sticky-cookie.js';
import {StickySessions} from '../../../../../source/engines/threads/data-plane/sessions/sticky-sessions.js';
import {fieldsOf} from '../admission/fields.js';
import {membersOf} from '../balancer/members.js';

const key = 'k'.repeat(43);
const members = membersOf([1, 1, 1]);

const sessionsWith = (secret = key, pool = members): StickySessions => {
	const sessions = new StickySessions(secret);
	sessions.apply(pool);
	return sessions;
};

const take = (sessions: StickySessions, headers: RequestHeaders, isSecure = false) => sessions.take(fieldsOf(headers), isSecure);

const cookieOf = (sessions: StickySessions, index: number): string =>
	take(sessions, {}).cookieFor(members[index]!)!.split(';', 1)[0]!;

test('a new client gets a cookie for the backend that answers, and none after that', () => {
	const sessions = sessionsWith();
	const first = take(sessions, {});
	assert.equal(first.backend, undefined);
	assert.match(first.cookieFor(members[1]!)!, /^proxy_tui_session=[\w\-]{22}; Path=\/; HttpOnly; SameSite=Lax$/v);
	const next = take(sessions, {cookie: cookieOf(sessions, 1)});
	assert.equal(next.backend, members[1]);
	assert.equal(next.cookieFor(members[1]!), undefined);
	assert.equal(next.cookieFor(members[2]!)?.split(';', 1)[0], cookieOf(sessions, 2));
});

test('the cookie is Secure where the client came by https', () => {
	const sessions = sessionsWith();
	assert.match(take(sessions, {}, true).cookieFor(members[0]!)!, /; Secure$/v);
	assert.doesNotMatch(take(sessions, {}).cookieFor(members[0]!)!, /Secure/v);
});

test('a cookie is opaque without the key, and survives a restart with it', () => {
	const cookie = cookieOf(sessionsWith(), 0);
	assert.equal(cookieOf(sessionsWith(), 0), cookie);
	assert.notEqual(cookieOf(sessionsWith('o'.repeat(43)), 0), cookie);
	assert.equal(take(sessionsWith('o'.repeat(43)), {cookie}).backend, undefined);
	// Ids and slots are given anew with each start.
	const restarted = members.toReversed().map((member, index) => ({...member, id: `b${index + 7}`, slot: index + 7}));
	assert.equal(take(sessionsWith(key, restarted), {cookie}).backend?.url, members[0]!.url);
});

test('other backends may come and go', () => {
	const sessions = sessionsWith();
	const cookie = cookieOf(sessions, 1);
	sessions.apply([members[1]!, ...membersOf([1, 1, 1, 1, 1]).slice(3)]);
	assert.equal(take(sessions, {cookie}).backend, members[1]);
	sessions.apply([members[0]!]);
	assert.equal(take(sessions, {cookie}).backend, undefined);
	sessions.apply(members);
	assert.equal(take(sessions, {cookie}).backend, members[1]);
});

test('forged, empty and strange cookies lead nowhere, and the right one among them still counts', () => {
	const sessions = sessionsWith();
	const right = cookieOf(sessions, 2);
	for (const value of ['', 'b1', '1', 'http://10.0.0.1:8080', '__proto__', 'x'.repeat(5000), `${right.slice(-22, -1)}!`]) {
		const session = take(sessions, {cookie: `${cookieName}=${value}`});
		assert.equal(session.backend, undefined);
		assert.notEqual(session.cookieFor(members[0]!), undefined);
	}

	const both = take(sessions, {cookie: [`${cookieName}=forged`, `a=1; ${right}`]});
	assert.equal(both.backend, members[2]);
	assert.notEqual(both.cookieFor(members[2]!), undefined);
});

test('the backend does not see the cookie, and all others as they were', () => {
	const sessions = sessionsWith();
	const cookie = cookieOf(sessions, 0);
	for (const [given, left] of [
		[cookie, undefined],
		[`a=1; ${cookie}; b=2`, 'a=1; b=2'],
		[`${cookie};b="x; y"`, 'b="x; y"'],
		[[cookie, 'a=1'], 'a=1'],
		[[`a=1; ${cookie}`, 'b=2'], ['a=1', 'b=2']],
		['a=1;  b=2', 'a=1;  b=2'],
		[`x_${cookie}; ${cookieName}2=z`, `x_${cookie}; ${cookieName}2=z`],
	] as const) {
		const headers: RequestHeaders = {cookie: given as string | string[]};
		take(sessions, headers);
		assert.deepEqual(headers['cookie'], left);
	}
});

test('no header makes the reader fail or lose a cookie that is not its own', () => {
	fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constant(cookieName), fc.constant(`${cookieName}=v`), fc.constant('a=b')), {maxLength: 6}), parts => {
		const header = parts.join(';');
		const {own, others} = sortCookies(header);
		if (own.length === 0) {
			assert.equal(others, header);
		}

		const left = sortCookies(others ?? '');
		assert.deepEqual(left.own, []);
		const foreign = header.split(';').filter(part => part.split('=', 1)[0]!.trim() !== cookieName).join(';').trim();
		assert.equal((others ?? '').trim(), foreign);
	}));
});

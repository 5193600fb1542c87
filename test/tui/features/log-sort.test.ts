import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {appendPage, emptyLog, type LogColumn} from '../../../source/tui/state/request-log.js';
import {listedRows, pausedView, selectedRowIndex} from '../../../source/tui/state/requests-list.js';
import {FakeControl, fakeBackend, fakeRecord} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const openSession = async (): Promise<ScreenSession> => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}), {columns: 120, rows: 35});
	for (const [durationMs, status] of [[40, 200], [900, 502], [5, 200], [300, 404]] as const) {
		session.control.log(1, {durationMs, status, target: `/took/${durationMs}`});
	}

	await session.readLog();
	session.press('tab');
	return session;
};

const paths = (session: ScreenSession): string[] => session.screen.flatMap(row => /GET {2,}\/took\/(?<took>\d+)/v.exec(row)?.groups?.['took'] ?? []);

test('s d lists the slowest request first and selects it; the same key again reverses, and following ends it', async () => {
	const session = await openSession();
	session.press('s', 'd');
	assert.deepEqual(paths(session), ['900', '300', '40', '5']);
	assert.match(session.screen.join('\n'), /TOOK↓/v);
	session.press('enter');
	assert.match(session.screen.join('\n'), /GET \/took\/900/v);
	session.press('n');
	assert.match(session.screen.join('\n'), /GET \/took\/300/v, 'the next one in this order');
	session.press('esc', 's', 'd');
	assert.deepEqual(paths(session), ['5', '40', '300', '900']);
	session.press('p');
	assert.deepEqual(paths(session), ['40', '900', '5', '300']);
});

test('a filter and matches hold in a sorted log, and what arrives meanwhile waits', async () => {
	const session = await openSession();
	session.press('s', 's', '/');
	session.type('!status:2xx');
	session.press('enter');
	assert.deepEqual(paths(session), ['900', '300']);
	session.control.log(1, {durationMs: 7, status: 500, target: '/took/7'});
	await session.readLog();
	assert.deepEqual(paths(session), ['900', '300']);
	assert.match(session.screen.join('\n'), /1 new/v);
	session.press('\\', 'g', 'n', 'enter');
	assert.match(session.screen.join('\n'), /GET \/took\/300/v);
});

test('sorting loses no request, keeps equal ones in order, and puts absent values last', () => {
	const columns: readonly LogColumn[] = ['time', 'method', 'path', 'status', 'duration', 'size', 'backend', 'client', 'error'];
	const given = fc.array(fc.record({durationMs: fc.nat({max: 3}), status: fc.constantFrom(200, 502), error: fc.constantFrom(undefined, 'client_aborted' as const)}), {minLength: 1, maxLength: 30});
	fc.assert(fc.property(given, fc.constantFrom(...columns), fc.boolean(), (all, column, isDescending) => {
		const records = all.map(({error, ...rest}, index) => fakeRecord({...rest, ...(error !== undefined && {error}), number: index + 1}));
		const log = appendPage(emptyLog, {records, skipped: 0, last: records.length});
		const paused = pausedView({log, view: {kind: 'following'}, now: 0});
		assert.strictEqual(paused.kind, 'paused');
		const state = {log, now: 0, view: {...paused, order: {column, isDescending}}} as const;
		const rows = listedRows(state);
		assert.deepEqual(rows.map(({key}) => key).toSorted((first, second) => first - second), records.map(({number}) => number));
		assert.equal(rows[selectedRowIndex(state)!]!.key, paused.selected);
		if (column === 'error') {
			const areAbsent = rows.map(row => row.kind === 'record' && row.record.error === undefined);
			assert.deepEqual(areAbsent, areAbsent.toSorted((first, second) => Number(first) - Number(second)));
		} else if (column === 'method') {
			assert.deepEqual(rows.map(({key}) => key), records.map(({number}) => number));
		}
	}));
});

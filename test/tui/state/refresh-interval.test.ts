import assert from 'node:assert/strict';
import test from 'node:test';
import type {ScreenState} from '../../../source/tui/state/screen-state.js';
import {refreshIntervalOf} from '../../../source/tui/state/refresh-interval.js';
import {initialState} from '../../../source/tui/store/initial-state.js';
import {metricsMode} from '../../../source/tui/features/metrics/metrics-mode.js';
import {fakeBackend, fakeStatus} from '../../helpers/fake-control.js';

const now = 100_000;

const patience = (change: Partial<ScreenState> = {}): number => refreshIntervalOf({
	...initialState({size: {columns: 80, rows: 24}, now, version: '0.0.0', status: fakeStatus({backends: [fakeBackend({id: 'b1'})]})}),
	...change,
});

test('a screen on which only ages change may stand for some seconds', () => {
	assert.equal(patience(), 5000);
	assert.equal(patience({notice: {text: 'Gone already', tone: 'good', since: 0, until: now}}), 5000);
});

test('what goes, moves on or is counted down is shown second by second', () => {
	const moving: ReadonlyArray<Partial<ScreenState>> = [
		{notice: {text: 'Added', tone: 'good', since: 0, until: now + 1}},
		{trends: {at: now, byBackend: new Map(), most: 1}},
		{mode: metricsMode.of({askedAt: now, isAsking: false, top: 0})},
		{status: fakeStatus({backends: [fakeBackend({id: 'b1', drainEndsAt: now + 9000})]})},
		{status: fakeStatus({backends: [fakeBackend({id: 'b1', ejectedUntil: now + 9000})]})},
	];
	for (const change of moving) {
		assert.equal(patience(change), 1000, JSON.stringify(change));
	}
});

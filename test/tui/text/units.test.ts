import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
	alignUnit,
	formatAge,
	formatBytes,
	formatCount,
	formatDuration,
	formatRate,
	formatShare,
	formatSpan,
	formatTime,
} from '../../../source/tui/text/units.js';

test('durations', () => {
	assert.deepEqual(
		[0, 0.42, 9.94, 9.96, 48.4, 999.4, 999.6, 1234, 59_400, 59_600, 125_000, 7_500_000].map(value => formatDuration(value)),
		['0.0 ms', '0.4 ms', '9.9 ms', '10 ms', '48 ms', '999 ms', '1.0 s', '1.2 s', '59 s', '1m00s', '2m05s', '2h05m'],
	);
});

test('units stand below each other', () => {
	assert.deepEqual(['1.2 s', '48 ms', '512 B', '2m05s'].map(value => alignUnit(value)), ['1.2 s ', '48 ms', '512 B ', '2m05s']);
});

test('spans and ages', () => {
	assert.deepEqual([0, 42_000, 125_000, 11_220_000, 1_051_200_000].map(value => formatSpan(value)), ['0s', '42s', '2m05s', '3h07m', '12d04h']);
	assert.deepEqual([-5000, 0, 3900, 59_999, 60_000, 7_200_000, 172_800_000].map(value => formatAge(value)), ['0s', '0s', '3s', '59s', '1m', '2h', '2d']);
});

test('shares never hide a little behind nothing', () => {
	assert.deepEqual([0, 0.00001, 0.004, 0.0996, 0.125, 1].map(value => formatShare(value)), ['0 %', '<0.1 %', '0.4 %', '10 %', '13 %', '100 %']);
});

test('bytes in decimal units', () => {
	assert.deepEqual([0, 512, 999, 1000, 12_345, 999_600, 5e9, 3e15].map(value => formatBytes(value)), ['0 B', '512 B', '999 B', '1.0 kB', '12 kB', '1.0 MB', '5.0 GB', '3000 TB']);
});

test('rates and counts', () => {
	assert.deepEqual([0, 3.42, 99.94, 142.3, 12_345].map(value => formatRate(value)), ['0.0', '3.4', '99.9', '142', '12.3k']);
	assert.deepEqual([0, 99_999, 123_456, 999_900, 4_500_000].map(value => formatCount(value)), ['0', '99999', '123k', '1.0M', '4.5M']);
});

test('the time of day is local', () => {
	const at = new Date(2026, 0, 2, 3, 4, 5, 6).getTime();
	assert.equal(formatTime(at), '03:04:05');
	assert.equal(formatTime(at, true), '03:04:05.006');
});

test('whatever a backend takes, its duration fits a narrow column', () => {
	fc.assert(fc.property(fc.double({min: 0, max: 86_400_000, noNaN: true}), value => {
		assert.ok(formatDuration(value).length <= 6);
	}));
});

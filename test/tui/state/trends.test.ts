import assert from 'node:assert/strict';
import test from 'node:test';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/tui/look/glyphs.js';
import {sparkline} from '../../../source/tui/chart/sparkline.js';
import {maxTrend, noTrends, sampleTrends} from '../../../source/tui/state/trends.js';
import {fakeBackend} from '../../helpers/fake-control.js';

const pool = (requests: number) => [fakeBackend({id: 'b1', requests})];

test('once a second the requests since the last sample are counted', () => {
	let trends = sampleTrends(noTrends, pool(100), 0);
	trends = sampleTrends(trends, pool(103), 999);
	trends = sampleTrends(trends, pool(110), 1000);
	trends = sampleTrends(trends, pool(130), 2000);
	assert.deepEqual(trends.byBackend.get('b1')?.counts, [10, 20]);
	assert.equal(trends.most, 20);
});

test('seconds without a poll had no requests, and late rounds stretch none', () => {
	let trends = sampleTrends(noTrends, pool(0), 0);
	trends = sampleTrends(trends, pool(4), 1400);
	trends = sampleTrends(trends, pool(7), 2000);
	trends = sampleTrends(trends, pool(9), 6300);
	assert.deepEqual(trends.byBackend.get('b1')?.counts, [4, 3, 0, 0, 0, 2]);
	trends = sampleTrends(trends, pool(9), 1_000_000);
	assert.equal(trends.most, 0);
	assert.equal(trends.byBackend.get('b1')?.counts.length, maxTrend);
});

test('requests between polls count in their own second, if that is known', () => {
	const before = sampleTrends(sampleTrends(noTrends, pool(0), 0), pool(4), 1000);
	const after = sampleTrends(before, [fakeBackend({id: 'b1', requests: 15, recentRequests: [9, 4, 5, 1, 5]})], 4000);
	assert.deepEqual(after.byBackend.get('b1')?.counts, [4, 5, 1, 5]);
});

test('a clock that is set back, a count that starts again and a backend that goes do no harm', () => {
	const before = sampleTrends(sampleTrends(noTrends, pool(0), 5000), pool(9), 6000);
	const after = sampleTrends(before, pool(2), 100);
	assert.deepEqual(after.byBackend.get('b1')?.counts, [9, 0]);
	assert.equal(sampleTrends(after, [], 9000).byBackend.size, 0);
});

test('only the newest samples are kept', () => {
	let trends = noTrends;
	for (let second = 0; second < 100; second++) {
		trends = sampleTrends(trends, pool(second), second * 1000);
	}

	assert.equal(trends.byBackend.get('b1')?.counts.length, maxTrend);
});

test('a sparkline is as wide as its place, the newest at the end', () => {
	assert.equal(sparkline([0, 1, 4, 8], 8, 6, unicodeGlyphs), '   ▂▅█');
	assert.equal(sparkline([1, 2, 3], 3, 2, unicodeGlyphs), '▆█');
	assert.equal(sparkline([0, 7], 7, 3, asciiGlyphs), '  #');
	assert.equal(sparkline([1], 1, 0, unicodeGlyphs), '');
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {
	broken,
	hanging,
	startMonitor,
	well,
} from './monitor-harness.js';

test('a new backend is probed at once, then at the interval, beginning to beginning', async () => {
	const {clock, monitor, beginnings, behave} = startMonitor();
	behave('a', {verdict: 'passed', durationMs: 3000});
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(25_000);
	assert.deepEqual(beginnings('a'), [0, 10_000, 20_000]);
});

test('each wait is up to a tenth shorter or longer', async () => {
	const randoms = [0, 0.75];
	const {clock, monitor, beginnings} = startMonitor({random: () => randoms.shift() ?? 0.5});
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(30_000);
	assert.deepEqual(beginnings('a'), [0, 9000, 19_500, 29_500]);
});

test('a probe that takes longer than the interval is followed at once, never overtaken', async () => {
	const {clock, monitor, beginnings, behave, mostUnderWay} = startMonitor({intervalMs: 2000});
	behave('a', hanging);
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(11_000);
	assert.deepEqual(beginnings('a'), [0, 5000, 10_000]);
	assert.equal(mostUnderWay(), 1);
});

test('each result is reported, a transition once', async () => {
	const {clock, monitor, records, behave, transitions} = startMonitor();
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(15_000);
	behave('a', broken);
	await clock.advance(20_000);
	behave('a', well);
	await clock.advance(20_000);

	assert.deepEqual(transitions('a'), [
		'20 unknown → healthy (passed)',
		'20020 healthy → unhealthy (failed)',
		'40020 unhealthy → healthy (passed)',
	]);
	const results = records.flatMap(record => record.type === 'result' ? [`${record.at} ${record.health}`] : []);
	assert.deepEqual(results, [
		'20 healthy',
		'10020 healthy',
		'20020 unhealthy',
		'30020 unhealthy',
		'40020 healthy',
		'50020 healthy',
	]);
});

test('a result is reported before the transition that it causes', async () => {
	const {clock, monitor, records} = startMonitor();
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(100);
	assert.deepEqual(records.map(({type}) => type), ['begun', 'result', 'transition']);
});

test('thresholds put a transition off', async () => {
	const {clock, monitor, behave, transitions} = startMonitor({rise: 2, fall: 3});
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(5000);
	behave('a', broken);
	await clock.advance(30_000);
	behave('a', well);
	await clock.advance(30_000);
	assert.deepEqual(transitions('a'), [
		'20 unknown → healthy (passed)',
		'30020 healthy → unhealthy (failed)',
		'50020 unhealthy → healthy (passed)',
	]);
});

test('one that hangs does not hold up the others', async () => {
	const {clock, monitor, behave, transitions} = startMonitor();
	behave('a', hanging);
	monitor.add({id: 'a', url: 'a'});
	monitor.add({id: 'b', url: 'b'});
	await clock.advance(6000);
	assert.deepEqual(transitions('b'), ['20 unknown → healthy (passed)']);
	assert.deepEqual(transitions('a'), ['5000 unknown → unhealthy (failed)']);
});

test('only so many probes are under way at once; the others follow in order', async () => {
	const {clock, monitor, beginnings, mostUnderWay} = startMonitor({maxConcurrent: 2});

	for (const id of ['a', 'b', 'c', 'd', 'e']) {
		monitor.add({id, url: id});
	}

	await clock.advance(1000);
	assert.equal(mostUnderWay(), 2);
	assert.deepEqual(['a', 'b', 'c', 'd', 'e'].flatMap(id => beginnings(id)), [0, 0, 20, 20, 40]);
});

test('a failure seen by traffic counts at once, and is looked into after a second', async () => {
	const {clock, monitor, beginnings, transitions} = startMonitor();
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(3000);
	monitor.reportFailure('a', 'connection refused');
	assert.equal(transitions('a').at(-1), '3000 healthy → unhealthy (connection refused)');
	await clock.advance(20_000);
	assert.deepEqual(beginnings('a'), [0, 4000, 14_000]);
	assert.equal(transitions('a').at(-1), '4020 unhealthy → healthy (passed)');
});

test('further failures seen by traffic neither count again nor put the look off', async () => {
	const {clock, monitor, beginnings, transitions} = startMonitor();
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(3000);

	for (let report = 0; report < 9; report += 1) {
		monitor.reportFailure('a', 'connection refused');
		// eslint-disable-next-line no-await-in-loop -- One after the other is the point.
		await clock.advance(100);
	}

	await clock.advance(1000);
	assert.deepEqual(beginnings('a'), [0, 4000]);
	assert.equal(transitions('a').length, 3);
});

test('a failure seen by traffic before the first probe has ended counts too', async () => {
	const {clock, monitor, transitions} = startMonitor();
	monitor.add({id: 'a', url: 'a'});
	monitor.reportFailure('a', 'connection refused');
	await clock.advance(2000);
	assert.deepEqual(transitions('a'), ['0 unknown → unhealthy (connection refused)', '1020 unhealthy → healthy (passed)']);
});

test('a probe under way when traffic fails is no proof of health', async () => {
	const {clock, monitor, behave, beginnings, transitions} = startMonitor();
	behave('a', {verdict: 'passed', durationMs: 2000});
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(11_000);
	monitor.reportFailure('a', 'connection reset');
	await clock.advance(5000);
	assert.deepEqual(beginnings('a'), [0, 10_000, 12_000]);
	assert.deepEqual(transitions('a').slice(1), ['11000 healthy → unhealthy (connection reset)', '14000 unhealthy → healthy (passed)']);
});

test('neither is a look that is under way when traffic fails again', async () => {
	const {clock, monitor, behave, beginnings, transitions} = startMonitor();
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(3000);
	behave('a', {verdict: 'passed', durationMs: 500});
	monitor.reportFailure('a', 'connection reset');
	await clock.advance(1200);
	monitor.reportFailure('a', 'connection reset');
	await clock.advance(5000);
	assert.deepEqual(beginnings('a'), [0, 4000, 5200]);
	assert.equal(transitions('a').at(-1), '5700 unhealthy → healthy (passed)');
});

test('an inconclusive probe changes nothing, and is repeated after a second', async () => {
	const {clock, monitor, behave, beginnings, records} = startMonitor();
	behave('a', {verdict: 'inconclusive', durationMs: 20});
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(3000);
	assert.deepEqual(beginnings('a'), [0, 1020, 2040]);
	assert.deepEqual([...new Set(records.map(({type}) => type))], ['begun']);
});

test('removal cancels the probe in progress, without a result', async () => {
	const {clock, monitor, behave, records} = startMonitor();
	behave('a', hanging);
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(1000);
	monitor.remove('a');
	monitor.reportFailure('a', 'connection refused');
	await clock.advance(60_000);
	assert.deepEqual(records.map(({at, type}) => [at, type]), [[0, 'begun'], [1000, 'cancelled']]);
});

test('removing gives its place to the next in the queue, waiting or under way', async () => {
	const {clock, monitor, behave, beginnings} = startMonitor({maxConcurrent: 1});
	behave('a', hanging);

	for (const id of ['a', 'b', 'c']) {
		monitor.add({id, url: id});
	}

	await clock.advance(1000);
	monitor.remove('b');
	monitor.remove('a');
	await clock.advance(100);
	assert.deepEqual(beginnings('b'), []);
	assert.deepEqual(beginnings('c'), [1000]);
});

test('a listener for results can remove the backend', async () => {
	const {clock, monitor, records} = startMonitor();
	const push = records.push.bind(records);
	records.push = record => {
		if (record.type === 'result') {
			monitor.remove(record.id);
		}

		return push(record);
	};

	monitor.add({id: 'a', url: 'a'});
	await clock.advance(60_000);
	assert.deepEqual(records.map(({type}) => type), ['begun', 'result']);
	assert.equal(clock.pendingTimers, 0);
});

test('a backend that comes back under its id begins anew', async () => {
	const {clock, monitor, transitions} = startMonitor();
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(100);
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(100);
	assert.deepEqual(transitions('a'), ['20 unknown → healthy (passed)', '120 unknown → healthy (passed)']);
});

test('stopping ends everything', async () => {
	const {clock, monitor, behave, records} = startMonitor({maxConcurrent: 2});
	behave('b', hanging);

	for (const id of ['a', 'b', 'c', 'd']) {
		monitor.add({id, url: id});
	}

	await clock.advance(1000);
	monitor.stop();
	await clock.advance(0);
	const told = records.length;
	await clock.advance(60_000);
	assert.equal(records.length, told);
});

test('a backend marked down by traffic is probed after pauses that grow up to the interval', async () => {
	const {clock, monitor, behave, beginnings} = startMonitor({intervalMs: 10_000});
	monitor.add({id: 'b1', url: 'b1'});
	await clock.advance(5000);
	behave('b1', broken);
	monitor.reportFailure('b1', 'connection refused');
	await clock.advance(45_000);
	assert.deepEqual(beginnings('b1'), [0, 6000, 8000, 12_000, 20_000, 30_000, 40_000, 50_000]);
});

test('a backend may have an interval and thresholds of its own, and may be given others without forgetting what is known', async () => {
	const {clock, monitor, behave, beginnings, transitions} = startMonitor({intervalMs: 10_000});
	monitor.add({id: 'b1', url: 'b1', healthCheck: {intervalMs: 1000, fall: 3}});
	monitor.add({id: 'b2', url: 'b2'});
	await clock.advance(1500);
	behave('b1', broken);
	await clock.advance(3000);
	assert.deepEqual(beginnings('b1'), [0, 1000, 2000, 3000, 4000]);
	assert.deepEqual(beginnings('b2'), [0]);
	assert.deepEqual(transitions('b1'), ['20 unknown → healthy (passed)', '4020 healthy → unhealthy (failed)']);
	behave('b1', well);
	monitor.add({id: 'b1', url: 'b1', healthCheck: {rise: 2, intervalMs: 500}}, 'unhealthy');
	await clock.advance(1000);
	assert.deepEqual(transitions('b1').slice(2), ['5020 unhealthy → healthy (passed)']);
});

test('an answer that traffic had counts as one passed probe, and is looked into soon', async () => {
	const {clock, monitor, behave, beginnings, transitions} = startMonitor({rise: 2});
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(3000);
	monitor.reportFailure('a', 'connection refused');
	monitor.reportAnswer('a', 'answered');
	assert.equal(transitions('a').length, 2);
	monitor.reportAnswer('a', 'answered');
	monitor.reportAnswer('a', 'answered');
	assert.equal(transitions('a').at(-1), '3000 unhealthy → healthy (answered)');
	behave('a', broken);
	await clock.advance(2000);
	assert.deepEqual(beginnings('a'), [0, 4000]);
	assert.equal(transitions('a').at(-1), '4020 healthy → unhealthy (failed)');
});

test('a probe under way when traffic has an answer may have come too early, and is given up', async () => {
	const {clock, monitor, behave, transitions} = startMonitor();
	behave('a', hanging);
	monitor.add({id: 'a', url: 'a'});
	await clock.advance(16_000);
	assert.equal(transitions('a').length, 1);
	behave('a', well);
	monitor.reportAnswer('a', 'answered');
	await clock.advance(60_000);
	assert.deepEqual(transitions('a'), ['5000 unknown → unhealthy (failed)', '16000 unhealthy → healthy (answered)']);
});

test('a response to traffic does not change a backend that is not down', async () => {
	const {clock, monitor, transitions} = startMonitor();
	monitor.add({id: 'a', url: 'a'});
	monitor.reportAnswer('a', 'answered');
	monitor.reportAnswer('b', 'answered');
	await clock.advance(1000);
	monitor.reportAnswer('a', 'answered');
	assert.deepEqual(transitions('a'), ['20 unknown → healthy (passed)']);
});

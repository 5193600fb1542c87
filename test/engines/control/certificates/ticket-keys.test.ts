import assert from 'node:assert/strict';
import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {TicketKeys} from '../../../../source/engines/control/certificates/ticket-keys.js';
import {temporaryDirectory} from '../../../helpers/temporary-directory.js';

test('keys are kept for the next start, for this user alone, and replaced when they are old or damaged', async t => {
	const file = path.join(await temporaryDirectory(t), 'new', 'keys.json');
	const {current} = await TicketKeys.open(file);
	assert.equal(current.length, 48);
	const {mode} = await stat(file);
	assert.equal(mode.toString(8).slice(-3), '600');
	assert.deepEqual((await TicketKeys.open(file)).current, current);

	const saved = JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, string>>;
	await writeFile(file, JSON.stringify({...saved, made_at: new Date(Date.now() - (13 * 3_600_000)).toISOString()}));
	const renewed = (await TicketKeys.open(file)).current;
	assert.notDeepEqual(renewed, current);

	await writeFile(file, '{');
	assert.equal((await TicketKeys.open(file)).current.length, 48);
});

test('keys are rotated', async t => {
	t.mock.timers.enable({apis: ['setTimeout', 'Date'], now: Date.now()});
	const keys = await TicketKeys.open(undefined);
	const before = keys.current;
	let rotations = 0;
	keys.rotate(() => {
		rotations++;
	});
	t.mock.timers.tick(12 * 3_600_000);
	assert.notDeepEqual(keys.current, before);
	t.mock.timers.tick(12 * 3_600_000);
	keys.stop();
	t.mock.timers.tick(24 * 3_600_000);
	assert.equal(rotations, 2);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const sizes = [{columns: 160, rows: 50}, {columns: 80, rows: 24}, {columns: 40, rows: 12}];

for (const [place, ...keys] of [['filter', '/'], ['form', 'a'], ['list of commands', ':'], ['form that exports', 'e'], ['form of a setting', 'S', 'j', 'j', 'j', 'j', 'j', 'enter']] as const) {
	test(`what is pasted into the ${place} and has no room there is left out, which is said`, async () => {
		for (const size of sizes) {
			const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}), size);
			session.control.log(3);
			// eslint-disable-next-line no-await-in-loop -- One size after the other.
			await session.readLog();
			session.press(...keys);
			const before = session.screen;
			session.paste('x'.repeat(4400));
			assert.match(session.screen.join('\n'), /^ Not inserted: 44\d\d /mv);
			session.press('end');
			assert.deepEqual(session.screen, before);
		}
	});
}

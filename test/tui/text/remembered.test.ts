import assert from 'node:assert/strict';
import test from 'node:test';
import {isForOneRun, isLive, settingKeys} from '../../../source/config/settings.js';
import type {LiveSetting} from '../../../source/model/live-setting.js';
import {rememberedWords} from '../../../source/tui/text/remembered.js';
import {FakeControl} from '../../helpers/fake-control.js';

/** As they are told of where some were changed. */
const settingsWith = (changed: readonly string[], save: boolean): readonly LiveSetting[] => new FakeControl().settings()
	.map(setting => ({...setting, ...(changed.includes(setting.name) && {source: 'changed'}), ...(setting.name === 'save' && {value: save})}));

test('a change is said to be remembered where it is, and to be for one run where that is so', () => {
	const names = settingKeys.filter(key => isLive(key));
	for (const name of names) {
		assert.equal(rememberedWords(name, settingsWith([name], true)), isForOneRun(name) ? ', for this run' : ', saved for the next start', name);
	}
});

test('a default that is set again is not, nor is anything where nothing is saved', () => {
	assert.equal(rememberedWords('rateLimit', settingsWith([], true)), '');
	assert.equal(rememberedWords('rateLimit', settingsWith(['rateLimit'], false)), '');
	assert.equal(rememberedWords('rateLimit', []), '');
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {filterMode} from '../../../source/tui/features/filter/filter-mode.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const logSession = async (): Promise<ScreenSession> => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));
	for (let round = 0; round < 20; round++) {
		session.control.log(1, {target: `/ok/${round}`});
		session.control.log(1, {target: `/bad/${round}`, status: 502, method: 'POST'});
	}

	await session.readLog();
	session.press('tab');
	return session;
};

const title = (session: ScreenSession): string => session.screen.find(row => row.includes('─ Requests '))!;
const paths = (session: ScreenSession): string[] => session.screen.flatMap(row => /\/(?:ok|bad)\/\d+/v.exec(row) ?? []);
const areAll = (session: ScreenSession, kind: string): boolean => paths(session).length > 0 && paths(session).every(path => path.startsWith(`/${kind}/`));

test('a filter acts while it is typed, and says what it means', async () => {
	const session = await logSession();
	session.press('/');
	session.type('status:5');
	assert.match(session.bottom, /Requests with status 5\n tab {2}5xx/v);
	session.type('xx');
	assert.match(session.screen.join('\n'), /Requests with status 500 to 599/v);
	assert.ok(areAll(session, 'bad'));
	assert.match(title(session), /following {2}status:5xx \(20 of 40\)/v);
	session.press('enter');
	assert.equal(session.state.mode.kind, 'browse');
	assert.ok(areAll(session, 'bad'));
});

test('what is wrong is told under its letter, and the list stays as it was', async () => {
	const session = await logSession();
	session.press('/');
	session.type('path:/bad');
	session.type(' ms:x');
	const field = session.screen.find(row => row.startsWith(' Filter'))!;
	const problem = session.screen.find(row => row.includes('▲'))!;
	assert.equal(problem.indexOf('▲'), field.indexOf('x', field.indexOf('ms:')));
	assert.match(problem, /▲ “x” is not a valid time: try >200/v);
	assert.ok(areAll(session, 'bad'));
});

test('tab takes the completion that is marked, the arrows mark another', async () => {
	const session = await logSession();
	session.press('/');
	session.type('!met');
	session.press('tab');
	session.type('g');
	session.press('tab');
	assert.match(session.screen.join('\n'), /Filter {2}!method:GET/v);
	assert.ok(areAll(session, 'bad'));
	session.press('ctrl-u');
	session.type('status:');
	session.press('down', 'down', 'up', 'tab');
	assert.match(session.screen.join('\n'), /Filter {2}status:4xx/v);
});

test('what was seen is offered: statuses one by one, times as round bounds', async () => {
	const session = await logSession();
	session.press('/');
	session.type('status:5');
	assert.match(session.bottom, / tab {2}5xx {2}502\n/v);
	session.press('ctrl-u');
	session.type('ms:');
	assert.match(session.bottom, / tab {2}>2\n/v);
});

test('a field that was mistyped is told with the one that was meant, and tab mends it', async () => {
	const session = await logSession();
	session.press('/');
	session.type('methd:POST');
	assert.match(session.screen.join('\n'), /▲ Did you mean method\? Unknown field “methd”/v);
	session.press('tab');
	assert.match(session.screen.join('\n'), /Filter {2}method:POST/v);
	assert.ok(areAll(session, 'bad'));
});

test('on the smallest screen the rule tells what stands behind a filter before where one is, and cuts the filter in its middle', async () => {
	const session = await logSession();
	session.change({size: {columns: 40, rows: 12}});
	session.press('k');
	session.control.log(18);
	await session.readLog();
	assert.match(title(session), /^─ Requests {2}paused, 18 new ─+$/v);
	session.press('/');
	session.type('status:5xx');
	session.press('enter');
	session.control.log(5, {status: 502});
	await session.readLog();
	assert.match(title(session), /^─ Requests {2}5 new {2}stat…:5xx \(20 of 40\) ?─*$/v);
	session.press('/');
	session.type(' !path:/something/else');
	session.press('enter');
	assert.match(title(session), /^─ Requests {2}5 new {2}stat…else \(20 of 40\) ?─*$/v);
	session.press('G');
	assert.match(title(session), /^─ Requests {2}status:…ing\/else \(25 of 63\) ?─*$/v);
});

test('escape brings back what was shown before', async () => {
	const session = await logSession();
	session.press('/');
	session.type('path:/ok');
	session.press('enter', '/', 'ctrl-u');
	assert.equal(areAll(session, 'ok'), false);
	session.press('esc');
	assert.ok(areAll(session, 'ok'));
	session.press('esc');
	assert.equal(session.state.query, undefined);
});

test('switched off, all requests are shown, and n and N walk from match to match', async () => {
	const session = await logSession();
	session.press('/');
	session.type('status:5xx /bad/1');
	session.press('enter', '\\');
	assert.match(title(session), /off, n and N walk/v);
	assert.ok(paths(session).some(path => path.startsWith('/ok/')));
	session.press('N');
	assert.match(session.bottom, /POST \/bad\/19 502/v);
	session.press('N', 'N');
	assert.match(session.bottom, /POST \/bad\/17 502/v);
	session.press('n');
	assert.match(session.bottom, /POST \/bad\/18 502/v);
	session.press('n', 'n');
	assert.match(session.bottom, /No newer request matches/v);
	assert.match(session.screen.join('\n'), /^.▪.*\/bad\/18/mv);
	session.press('N');
	assert.doesNotMatch(session.bottom, /No newer/v, 'it is told no longer than it holds');
});

test('f filters by a value of the selected request', async () => {
	const session = await logSession();
	session.press('k', 'f');
	assert.match(session.bottom, /s status:5xx {2}b backend:127\.0\.0\.1:9001/v);
	session.press('s');
	assert.ok(areAll(session, 'bad'));
	session.press('f', 'm');
	assert.equal(session.state.query?.text, 'status:5xx method:POST');
	session.press('f', 'p');
	assert.deepEqual(paths(session).filter(path => !session.bottom.includes(path)), []);
	session.press('f', 'esc');
	assert.equal(session.state.mode.kind, 'browse');
});

test('a completion that is marked stays marked while other values become more frequent, and in sight', async () => {
	const session = new ScreenSession(new FakeControl());
	const arrive = async (targets: readonly string[]): Promise<void> => {
		for (const target of targets) {
			session.control.log(1, {target});
		}

		await session.readLog();
	};

	const marked = () => filterMode.is(session.state.mode) ? session.state.mode.choice : -1;
	await arrive(['/aa', '/aa', '/aa', '/bb', '/bb', '/cc']);
	session.press('/');
	session.type('path:');
	session.press('down');
	const before = session.bottom;
	await arrive(Array.from({length: 20}, () => '/cc'));
	assert.equal(session.bottom, before);
	assert.equal(marked(), 1);
	session.press('tab');
	assert.match(session.bottom, / Filter {2}path:\/bb/v);
});

test('a filter that is given up leads back to the list that one came from', async () => {
	const session = await logSession();
	session.press('tab', '/', 'x', 'esc');
	assert.equal(session.state.pane, 'backends');
	session.press('tab', '/', 'x', 'esc');
	assert.equal(session.state.pane, 'requests');
});

test('a filter that finds nothing says so, and what to do', async () => {
	const session = await logSession();
	session.press('/');
	session.type('path:/nowhere');
	session.press('enter');
	assert.match(session.screen.join('\n'), /No request matches\. \\ shows all/v);
	session.press('n', 'j', 'k', 'G');
	assert.match(title(session), /following/v);
});

test('text that is pasted goes into the filter, its lines as words', async () => {
	const session = await logSession();
	session.press('/');
	session.paste('status:5xx\npath:/bad\n');
	assert.match(session.screen.join('\n'), /Filter {2}status:5xx path:\/bad/v);
});

test('while the log stands still no request leaves it by growing old', async () => {
	const session = await logSession();
	session.press('/');
	session.type('age:<10s');
	session.press('enter', 'k', 'k');
	const before = session.screen;
	assert.match(session.bottom, /\/ok\/19 200/v);
	session.change({now: session.state.now + 60_000});
	assert.deepEqual(session.screen, before);
	session.press('p');
	assert.deepEqual(paths(session), [], 'who follows sees how old they are by now');
});

test('what came in since the pause is told as far as the filter lets it through, and n goes there', async () => {
	const session = await logSession();
	session.press('/');
	session.type('status:5xx');
	session.press('enter', 'k');
	session.control.log(30);
	session.control.log(1, {target: '/bad/new', status: 503});
	await session.readLog();
	assert.match(title(session), /paused, 1 new/v);
	session.press('k', 'n');
	assert.match(session.bottom, /\/bad\/19 502/v);
	assert.match(title(session), /paused, 1 new/v);
	session.press('n');
	assert.match(session.bottom, /\/bad\/new 503/v);
	assert.match(title(session), /paused {2}/v);
	session.press('n');
	assert.match(session.bottom, /No newer request matches/v);
	session.press('N');
	assert.match(session.bottom, /\/bad\/19 502/v);
});

test('n finds what waits although nothing of what is paused matches, or what was selected has left the log', async () => {
	const session = await logSession();
	session.press('/');
	session.type('status:503');
	session.press('enter', '\\', 'k', 'n');
	assert.match(session.bottom, /No newer request matches/v);
	for (let round = 0; round < 5; round++) {
		session.control.log(499);
		session.control.log(1, {target: `/bad/new/${round}`, status: 503});
		// eslint-disable-next-line no-await-in-loop -- One round after the other.
		await session.readLog();
	}

	session.press('\\');
	assert.match(title(session), /paused, 4\+ new/v);
	session.press('n', 'n');
	assert.match(session.bottom, /\/bad\/new\/2 503/v);
	assert.match(title(session), /paused {2}/v);
});

test('requests that came too fast to be shown are told as such, and are none of those that a filter has looked at', async () => {
	const session = await logSession();
	session.control.log(600);
	await session.readLog();
	assert.match(session.screen.join('\n'), /\/item\/640/v);
	session.press('k', 'g');
	session.press(...Array.from({length: 40}, () => 'j'));
	assert.match(session.screen.join('\n'), /··· 100 more came too fast to show ···/v);
	session.press('/');
	session.type('status:5xx');
	session.press('enter');
	assert.match(title(session), /status:5xx \(20 of 540; 100 came too fast to show\)/v);
});

test('a filter that cannot be read is not kept: what is wrong stays in sight', () => {
	const session = new ScreenSession(new FakeControl());
	session.press('/');
	session.type('status:abc');
	session.press('enter');
	assert.equal(session.state.mode.kind, 'filter');
	assert.match(session.bottom, /“abc” is not a valid status/v);
	session.press('ctrl-u');
	session.type('"unclosed');
	const before = session.bottom;
	session.press('enter');
	assert.notEqual(session.bottom, before, 'what is missing is reported on submission');
	assert.match(session.bottom, /▲/v);
	session.press('ctrl-u');
	session.type('status:200');
	session.press('enter');
	assert.equal(session.state.mode.kind, 'browse');
});

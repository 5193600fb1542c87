import assert from 'node:assert/strict';
import process from 'node:process';
import test from 'node:test';
import {send} from '../helpers/http-client.js';
import {cleanEnvironment, programArguments} from '../helpers/program.js';
import {openPseudoTerminal, type PseudoTerminal} from '../helpers/pseudo-terminal.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const patience = 30_000;
const escape = '\u{1B}';
const enter = '\r';

/** Presses of keys, and what is waited for between them. */
type Steps = ReadonlyArray<string | RegExp>;

type Question = {
	readonly asked: string;
	/** At most four presses. */
	readonly steps: Steps;
	/** What is typed after these. */
	readonly typed?: string;
	readonly answer: RegExp;
	/** Leads back to the lists, with the backends in focus. */
	readonly back: Steps;
};

const lists = /q quit/v;

const questions: readonly Question[] = [
	{asked: 'What is running right now, and for how long?', steps: ['O'], answer: /RUNNING[\s\S]* waiting +GET +\/hang/v, back: [escape, lists]},
	{asked: 'What is running right now, and for how long, in the log?', steps: ['/'], typed: 'is:open\r', answer: /\/hang +… +\d[\d.]* m?s/v, back: [escape, /\/fast/v, '\t', lists]},
	{asked: 'Which request was the slowest?', steps: ['\t', 's', 'd'], answer: /(?:TOOK|DURATION)↓.*\n.*\/hang +….*\n.*\/slow/v, back: ['p', '\t', lists]},
	{asked: 'Is it slow because of us, or of a backend?', steps: [enter], answer: / queue [^\n]* ms[\s\S]* first byte +█[^\n]* \d+ ms[\s\S]*waiting for the backend to respond/v, back: [escape, lists]},
	{asked: 'And all backends together, over the last minutes?', steps: ['M'], answer: /first byte \d+ ms \(backend\)|waiting for the backend to respond[\s\S]* first byte [^\n]*last \d+ ms/v, back: [escape, lists]},
	{asked: 'Which client sends most?', steps: ['T'], answer: /Top clients[\s\S]*127\.0\.0\.1 +[1-9]/v, back: [escape, lists]},
	{asked: 'Which path takes most time, over ten minutes?', steps: ['T', 'p', 't', 'o'], answer: /Top paths {2}by time of the last ten minutes[\s\S]*\/slow/v, back: [escape, lists]},
	{asked: 'Who is rate limited?', steps: ['T', 'r'], answer: /by requests refused by the rate limit/v, back: [escape, lists]},
	{asked: 'What share does each backend get?', steps: [enter], answer: /share +\d+(?:\.\d)? ?% of all requests/v, back: [escape, lists]},
	{asked: 'What has changed, and who did it?', steps: ['E'], answer: /─ Events[\s\S]*olicy[^\n]* at the terminal/v, back: [escape, lists]},
	{asked: 'Where is that setting?', steps: ['S', '/'], typed: 'rate-limit', answer: /▸ rateLimit /v, back: [escape, /─ Settings/v, escape, lists]},
	{asked: 'Which key was it?', steps: ['?', '/'], typed: 'undo', answer: /lines? contains? it/v, back: [escape, /─ Help/v, escape, lists]},
	{asked: 'How do I do it by name?', steps: [':'], typed: 'rate-limit 500\r', answer: /rateLimit is 500/v, back: []},
	{asked: 'How do I drain several?', steps: [' ', 'j', ' ', 'd'], answer: /Drain 2 marked backends\?/v, back: ['n', lists, 'U', 'k', lists]},
	{asked: 'That request, but with another header?', steps: ['\t', enter, /Request headers|Timing/v, 'E'], answer: /Request {2}GET \//v, back: [escape, /─ Request \d/v, escape, lists, 'p', '\t', lists]},
];

const openProgram = async (t: test.TestContext, columns: number, rows: number): Promise<{readonly terminal: PseudoTerminal; readonly port: number}> => {
	const backends = await Promise.all(['one', 'two'].map(async name => startHttpBackend((request, response) => {
		if (request.url === '/slow') {
			setTimeout(() => {
				response.end(name);
			}, 300);
		} else if (request.url !== '/hang') {
			response.end(name);
		}
	})));
	const home = await temporaryDirectory(t);
	const terminal = openPseudoTerminal({
		command: process.execPath,
		args: [...programArguments, '--port=0', '--admin-port=0', '--host=127.0.0.1', '--health-path=/', ...backends.map(({url}) => url)],
		env: {...cleanEnvironment(home), VISUAL: '', EDITOR: ''},
		columns,
		rows,
	});
	t.after(async () => {
		await terminal.dispose();
		await Promise.all(backends.map(async backend => backend.close()));
	});
	const screen = await terminal.waitFor(/2\/2 up[\s\S]*q quit/v, patience);
	return {terminal, port: Number(/proxy (?:http:\/\/)?[^:\s]+:(\d+)/v.exec(screen.join('\n'))![1])};
};

for (const [columns, rows] of [[160, 50], [80, 24]] as const) {
	test(`at ${columns}x${rows} each question of an operator is answered in at most four keys, typing aside`, async t => {
		const {terminal, port} = await openProgram(t, columns, rows);
		const hanging = send(port, {path: '/hang'}).catch(() => undefined);
		await terminal.waitFor('/hang', patience);
		await send(port, {path: '/fast'});
		await send(port, {path: '/slow'});
		await send(port, {path: '/last'});
		await terminal.waitFor('/last', patience);
		terminal.write('b');
		await terminal.waitFor('Changed policy', patience);
		/* eslint-disable no-await-in-loop -- One key after the other. */
		const take = async (steps: Steps): Promise<void> => {
			for (const step of steps) {
				if (typeof step === 'string') {
					terminal.write(step);
				} else {
					await terminal.waitFor(step, patience);
				}
			}
		};

		for (const {asked, steps, typed = '', answer, back} of questions) {
			assert.ok(steps.filter(step => typeof step === 'string').length <= 4, asked);
			await take([...steps, typed]);
			assert.equal((await terminal.waitFor(answer, patience)).length, rows, asked);
			await take(back);
		}

		/* eslint-enable no-await-in-loop */
		terminal.write('\u{3}\u{3}');
		await terminal.exit;
		await hanging;
	});
}

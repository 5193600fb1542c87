/* The clients of a soak, in a process of their own: from a message with the proxy's port until one that says stop. */
import {once} from 'node:events';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {type Act, createActs} from './acts.js';
import {Tally} from './tally.js';

const numberOfClients = 32;
const longestPauseMs = 30;

const choose = (acts: readonly Act[]): Act => {
	let rest = Math.random() * acts.reduce((sum, {weight}) => sum + weight, 0);
	return acts.find(({weight}) => {
		rest -= weight;
		return rest < 0;
	})!;
};

process.on('disconnect', () => {
	process.exit();
});
process.send!('ready');
const [port] = await once(process, 'message') as [number];
const acts = createActs(port);
const tally = new Tally();
const stop = new AbortController();
process.once('message', () => {
	stop.abort();
});
await Promise.all(Array.from({length: numberOfClients}, async () => {
	/* eslint-disable no-await-in-loop -- a client does one thing after the other */
	while (!stop.signal.aborted) {
		const {name, run} = choose(acts);
		await tally.count(name, run);
		await delay(Math.random() * longestPauseMs);
	}
	/* eslint-enable no-await-in-loop */
}));
process.send!({...tally}, () => {
	process.disconnect();
});

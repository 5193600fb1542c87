import {causeOf} from './kills.js';
import type {Growth} from './memory-samples.js';
import type {SoakResult} from './soak.js';

/** A figure, and whether it is as it must be. */
export type Line = {
	readonly text: string;
	readonly isRight: boolean;
};

const note = (text: string): Line => ({text, isRight: true});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const counts = (table: Readonly<Record<string, number>>): string => Object.entries(table).map(([name, count]) => `${name}: ${count}`).join(', ');

const memoryLine = (what: string, {first, last, isFlat}: Growth): Line => ({
	text: `${what}: at least ${first} MiB in the first third of the time, ${last} MiB in the last${isFlat === undefined ? ' (too short a time to tell)' : ''}`,
	isRight: isFlat !== false,
});

/** What a soak has shown, and whether anything was lost that should not be. */
export const reportOf = ({clients, kills, totals, backendsInFlight, backendsOpen, openSockets, memory}: SoakResult): Line[] => {
	const causes = clients.surprises.map(surprise => causeOf(surprise, kills));
	const lost = causes.filter(cause => cause === 'worker').length;
	const cutOff = causes.filter(cause => cause === 'backend').length;
	const unexplained = clients.surprises.filter((_, index) => causes[index] === undefined);
	const {sent, answered, aborted, brokenOff} = clients;

	const ended = sum(totals.responsesByClass);
	const unended = totals.requests - ended;
	const unseen = sent - totals.requests;
	const workerKills = kills.filter(({victim}) => victim === 'worker');
	const slowest = Math.max(0, ...workerKills.map(({from, to}) => to - from));
	return [
		note(`clients did (${counts(clients.acts)})`),
		note(`answers by status (${counts(clients.statuses)})`),
		note(`killed: ${kills.length - workerKills.length} times a backend, ${workerKills.length} times a worker thread (another served after ${slowest} ms at most)`),
		{
			text: `requests sent ${sent} = answered ${answered} + broken off by the backend as asked ${brokenOff} + aborted by the client ${aborted}`
				+ ` + cut off with a killed backend ${cutOff} + lost with a killed worker ${lost}`,
			isRight: sent === answered + brokenOff + aborted + cutOff + lost,
		},
		...Object.entries(Object.groupBy(unexplained, ({act, end, reason}) => `${act}: ${end}, ${reason}`)).map(([what, alike = []]) => ({
			text: `${what}, for no reason: ${alike.length} times, the first after ${alike[0]!.endedAt - alike[0]!.startedAt} ms`, isRight: false,
		})),
		{
			text: `the proxy counted ${totals.requests} requests = ended ${ended} + lost with a killed worker ${unended}; ${unseen} were aborted or lost before it saw them`,
			isRight: unended >= 0 && unended <= lost + aborted && unseen >= 0 && unseen <= lost + aborted && (workerKills.length > 0 || unended === 0),
		},
		{text: `in flight in the end: proxy ${totals.inFlight}, at the backends ${backendsInFlight.join(', ')}`, isRight: [totals.inFlight, ...backendsInFlight].every(count => count === 0)},
		{text: `open in the backends' own eyes: ${backendsOpen.join(', ')}`, isRight: sum(backendsOpen) === 0},
		{text: `open sockets in the end: ${openSockets ?? 'not known on this system'}`, isRight: openSockets === undefined || openSockets === 0},
		memoryLine('used by a worker', memory.used),
		memoryLine('resident', memory.resident),
	];
};

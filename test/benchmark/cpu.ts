/* What a request costs in processor time, of proxy-tui as a multiple of what it costs its peers. */
import process from 'node:process';
import {compare, type PeerName, peers, startPeers, stopAll} from './peers.js';
import {inTurns, median, ratio} from './rounds.js';
import {missedBy, printTable} from './table.js';
import {cpuOf, type Workload, type WorkloadName, workloads} from './workloads.js';

const rounds = 5;

/** How much of a peer's processor time a request is meant to cost at most. */
const targets: Partial<Record<PeerName, Partial<Record<WorkloadName, number>>>> = {
	nginx: {
		'1 KiB GET': 1.6, '64 KiB': 0.9, '1 MiB': 0.6, '100 MB': 0.4, 'POST 16 KiB': 1.8, 'new connection': 1.7,
	},
	'Go\'s ReverseProxy': {
		'1 KiB GET': 0.42, '64 KiB': 0.7, '1 MiB': 0.8, 'POST 16 KiB': 0.45, 'new connection': 0.7,
	},
};

/** The cells of all workloads. */
const cells = (cell: (workload: WorkloadName) => string): string[] => (Object.keys(workloads) as WorkloadName[]).map(workload => cell(workload));

export const compareCpu = async (): Promise<void> => compare(async field => {
	const subjects = await startPeers(field, Object.keys(peers) as PeerName[]);
	try {
		const results = new Map<WorkloadName, ReadonlyMap<PeerName, readonly number[]>>();
		for (const [name, workload] of Object.entries(workloads) as Array<[WorkloadName, Workload]>) {
			results.set(name, await inTurns(subjects, rounds, async subject => cpuOf(subject, workload)));
		}

		process.stdout.write(`Processor time of a request, user and system, one worker on one core, in ${rounds} rounds:\n`);
		const valuesOf = (workload: WorkloadName, name: PeerName) => results.get(workload)!.get(name)!;
		const rows = [
			['', ...cells(workload => workload)],
			['proxy-tui, µs', ...cells(workload => median(valuesOf(workload, 'proxy-tui')).toFixed(1))],
		];
		for (const [name] of subjects) {
			if (name === 'proxy-tui') {
				continue;
			}

			const ratioOf = (workload: WorkloadName): number => ratio(valuesOf(workload, 'proxy-tui'), valuesOf(workload, name));
			rows.push([`÷ ${name}`, ...cells(workload => ratioOf(workload).toFixed(2))]);
			const aims = targets[name];
			if (aims !== undefined) {
				rows.push(
					['  at most', ...cells(workload => aims[workload]?.toFixed(2) ?? '')],
					['', ...cells(workload => aims[workload] === undefined ? '' : missedBy(ratioOf(workload), aims[workload]))],
				);
			}
		}

		printTable(rows);
	} finally {
		await stopAll(subjects.values());
	}
});

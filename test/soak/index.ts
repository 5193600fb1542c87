/*
Run by hand. Prints its figures; ends with 1 if anything is not as it should be.

    npm run soak -- --seconds 60        aborts, resets, timeouts, WebSockets, and backends and workers that are killed
    npm run soak -- --renewals 20       has an authority that often fails renew certificates so many times, under load
    npm run soak -- --swaps 200         swaps the certificate so many times, under load of HTTP/1.1 and HTTP/2
    npm run soak -- --lanes 10000       has both lanes carry so many random exchanges, and compares what they do; --seed repeats a run
*/
import process from 'node:process';
import {parseArgs} from 'node:util';
import {reportLanes} from './report-lanes.js';
import {reportRenewals} from './report-renewals.js';
import {reportSwaps} from './report-swaps.js';
import {type Line, reportOf} from './report.js';
import {soak} from './soak.js';

const {values: {seconds, lanes, renewals, swaps, seed}} = parseArgs({options: {seconds: {type: 'string', default: '60'}, lanes: {type: 'string'}, renewals: {type: 'string'}, swaps: {type: 'string'}, seed: {type: 'string', default: '1'}}});

const run = async (): Promise<readonly Line[] | undefined> => {
	if (lanes !== undefined) {
		return Number(lanes) >= 1 ? reportLanes(Number(lanes), Number(seed)) : undefined;
	}

	if (renewals !== undefined) {
		return Number(renewals) >= 1 ? reportRenewals(Number(renewals)) : undefined;
	}

	if (swaps !== undefined) {
		return Number(swaps) >= 1 ? reportSwaps(Number(swaps)) : undefined;
	}

	return Number(seconds) >= 1 ? reportOf(await soak(Number(seconds))) : undefined;
};

const lines = await run();
if (lines === undefined) {
	process.stderr.write('Give a number from 1.\n');
	process.exitCode = 2;
} else {
	for (const {text, isRight} of lines) {
		process.stdout.write(`${isRight ? 'ok   ' : 'WRONG'} ${text}\n`);
	}

	process.exitCode = lines.every(({isRight}) => isRight) ? 0 : 1;
}

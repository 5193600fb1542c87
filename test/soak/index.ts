/* Run by hand: `npm run soak -- --seconds 60`. Prints its figures; ends with 1 if anything was lost that should not be. */
import process from 'node:process';
import {parseArgs} from 'node:util';
import {reportOf} from './report.js';
import {soak} from './soak.js';

const {values} = parseArgs({options: {seconds: {type: 'string', default: '60'}}});
const seconds = Number(values.seconds);
if (seconds >= 1) {
	const lines = reportOf(await soak(seconds));
	for (const {text, isRight} of lines) {
		process.stdout.write(`${isRight ? 'ok   ' : 'WRONG'} ${text}\n`);
	}

	process.exitCode = lines.every(({isRight}) => isRight) ? 0 : 1;
} else {
	process.stderr.write(`--seconds ${values.seconds}: that is no time to soak. Give a number from 1.\n`);
	process.exitCode = 2;
}

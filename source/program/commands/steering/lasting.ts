import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {AdminClient} from '../../../engines/remote/admin-client.js';
import {decode} from '../../../engines/remote/decode.js';
import {ControlError} from '../../../model/control-error.js';
import {takeColumns} from '../../../tui/text/width.js';
import {statusWire} from '../../../wire/status.js';
import type {Context, Steering} from './context.js';
import {listings, type ListingName} from './listings.js';
import {printable, printableJson} from './printable.js';
import type {SteeringCommandName} from './steering-commands.js';
import {reports, type ReportName} from './reports.js';

/** In milliseconds. */
const followInterval = 500;
const watchInterval = 1000;

const write = (text: string): void => {
	process.stdout.write(text);
};

const warn = (text: string): void => {
	process.stderr.write(`${printable(text)}\n`);
};

/** Replaces what it has written before, as far as the terminal shows it. */
const inPlace = () => {
	let height = 0;
	return (text: string): void => {
		const {columns, rows} = process.stdout;
		const lines = text.split('\n').slice(0, rows - 1).map(line => takeColumns(line, columns));
		// Up to the first line, then erase to the end of the screen (ECMA-48, 8.3.22 and 8.3.39).
		write(`${height === 0 ? '' : `\u{1B}[${height}A`}\u{1B}[J${lines.join('\n')}\n`);
		height = lines.length;
	};
};

const watch = (name: ReportName, context: Context): (() => Promise<void>) => {
	const replace = inPlace();
	let isFirst = true;
	return async () => {
		const {json, text} = await reports[name](context);
		if (context.json) {
			write(`${printableJson(json, '')}\n`);
		} else if (process.stdout.isTTY) {
			replace(text);
		} else {
			write(`${isFirst ? '' : '\n'}${text}\n`);
			isFirst = false;
		}

		await delay(watchInterval);
	};
};

const follow = (name: ListingName, context: Context): ((isBack: boolean) => Promise<void>) => {
	let after: number | undefined;
	let startedAt: number | undefined;
	return async isBack => {
		if (startedAt === undefined || isBack) {
			const {status} = decode(statusWire, await context.client.read('/status'), context.client.address);
			// Another run counts from 1 again.
			after = startedAt === undefined || status.startedAt === startedAt ? after : 0;
			startedAt = status.startedAt;
		}

		const {lines, skipped, last, hasMore} = await listings[name](context, after);
		if (after !== undefined && skipped > 0) {
			warn(`${skipped} ${name} were no longer available.`);
		}

		write(lines.map(line => `${line}\n`).join(''));
		after = last;
		await delay(hasMore ? 0 : followInterval);
	};
};

/**
Prints what comes, until the process is interrupted. A lost connection is waited for.

@throws {ControlError} When the instance cannot be reached at the start, or refuses.
*/
export const runLasting = async (name: SteeringCommandName, steering: Steering): Promise<never> => {
	const context = {...steering, client: new AdminClient(steering)};
	const step = Object.hasOwn(listings, name) ? follow(name as ListingName, context) : watch(name as ReportName, context);
	await step(false);
	let isLost = false;
	for (;;) {
		try {
			// eslint-disable-next-line no-await-in-loop -- one after the other
			await step(isLost);
			isLost = false;
		} catch (error) {
			if (!(error instanceof ControlError && error.code === 'not_connected')) {
				throw error;
			}

			if (!isLost) {
				warn(`${error.message} Retrying until it is back.`);
			}

			isLost = true;
			// eslint-disable-next-line no-await-in-loop -- as above
			await delay(watchInterval);
		}
	}
};

import {decode} from '../../../engines/remote/decode.js';
import {statusWire} from '../../../wire/status.js';
import {topListWire, topRequestsWire} from '../../../wire/top-list.js';
import type {Context} from './context.js';
import {statusExitCode, statusText} from './status-text.js';
import {topRequestsText, topText} from './top-text.js';

export type Report = {
	/** As the instance has answered. */
	readonly json: unknown;
	readonly text: string;
	readonly exitCode: number;
};

/** What is printed as a whole, once or again and again. */
export const reports = {
	async status({client}) {
		const json = await client.read('/status');
		const {status} = decode(statusWire, json, client.address);
		return {json, text: statusText(status), exitCode: statusExitCode(status)};
	},
	async top({client, top: {by, measure, over}}) {
		if (by === 'requests') {
			const json = await client.read(`/top/requests?measure=${measure}&over=${over}`);
			return {json, text: topRequestsText(decode(topRequestsWire, json, client.address)), exitCode: 0};
		}

		const json = await client.read(`/top?by=${by}&measure=${measure}&over=${over}`);
		return {json, text: topText(decode(topListWire, json, client.address), by, measure), exitCode: 0};
	},
} satisfies Readonly<Record<string, (context: Context) => Promise<Report>>>;

export type ReportName = keyof typeof reports;

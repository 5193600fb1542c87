import {isNameScheme} from '../../../model/backend-name.js';
import {commandWords} from '../../../model/command.js';
import {intendedUrl} from '../../../model/intended-url.js';
import {AdminClient} from '../../../engines/remote/admin-client.js';
import {decode} from '../../../engines/remote/decode.js';
import {backendWire, changedBackendWire} from '../../../wire/backend.js';
import {undoneWire} from '../../../wire/pool-change.js';
import {certificateListWire} from '../../../wire/certificate.js';
import {settingsWire} from '../../../wire/settings.js';
import {done, pathOf, readBackends, type Context, type Outcome, type Steering} from './context.js';
import {findBackend} from './find-backend.js';
import {listings, type ListingName} from './listings.js';
import {printableJson} from './printable.js';
import {certificatesText} from './certificates-text.js';
import {reports, type ReportName} from './reports.js';
import type {SteeringCommandName} from './steering-commands.js';
import {disable, drain, enable, remove} from './take-out.js';

/** Commands other than `attach`. */
export type OneShotName = Exclude<SteeringCommandName, 'attach'>;

const printListing = (name: ListingName) => async (context: Context): Promise<Outcome> => {
	const {json, lines} = await listings[name](context, undefined);
	return {text: context.json ? printableJson(json) : lines.join('\n'), exitCode: 0};
};

const printReport = (name: ReportName) => async (context: Context): Promise<Outcome> => {
	const {json, text, exitCode} = await reports[name](context);
	return {text: context.json ? printableJson(json) : text, exitCode};
};

const runs: Readonly<Record<OneShotName, (context: Context) => Promise<Outcome>>> = {
	status: printReport('status'),
	top: printReport('top'),
	async add(context) {
		const {client, operands, weight} = context;
		const [operand] = operands;
		const json = await client.command('POST', '/backends', {url: intendedUrl(operand!), ...(weight !== undefined && {weight})});
		const {id, url, weight: given} = decode(backendWire, json, client.address);
		return done(context, json, `Added ${id} ${url}, weight ${given}.`);
	},
	drain,
	disable,
	enable,
	remove,
	async weight(context) {
		const {client, operands, weight} = context;
		const [operand] = operands;
		const found = isNameScheme(operand!) ? undefined : findBackend(operand!, await readBackends(context));
		const json = await client.command('PATCH', found ? pathOf(found) : `/backends/${encodeURIComponent(operand!)}`, {weight});
		const remark = json === undefined ? undefined : decode(changedBackendWire, json, client.address).remark;
		return done(context, json, `${found ? `${found.id} ${found.url}` : operand} has weight ${weight}${remark === undefined ? '' : `; ${remark}`}.`);
	},
	async undo(context) {
		const json = await context.client.command('POST', '/undo');
		const {undone} = decode(undoneWire, json, context.client.address);
		return done(context, json, `${commandWords({type: 'undo', undone})}.`);
	},
	async set(context) {
		const {client, changes} = context;
		const json = await client.command('PATCH', '/settings', changes);
		const {settings} = decode(settingsWire, json, client.address);
		const changed = settings.filter(({name}) => Object.hasOwn(changes, name));
		return done(context, json, changed.map(({name, value}) => `${name} is ${typeof value === 'string' ? value : JSON.stringify(value)}.`).join(' '));
	},
	async certificates({client, json: asJson}) {
		const json = await client.read('/certificates');
		const {certificates} = decode(certificateListWire, json, client.address);
		return {text: asJson ? printableJson(json) : certificatesText(certificates), exitCode: 0};
	},
	requests: printListing('requests'),
	events: printListing('events'),
};

/**
Carries out one command.

@throws {ControlError} When it was refused, or the instance cannot be reached.
@throws {Error} When it was not confirmed.
*/
export const steer = async (name: OneShotName, steering: Steering): Promise<Outcome> => {
	const client = new AdminClient(steering);
	try {
		return await runs[name]({...steering, client});
	} finally {
		client.close();
	}
};

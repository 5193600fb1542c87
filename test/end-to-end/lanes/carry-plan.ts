/* Runs a plan at one proxy. Nothing is timed: each step follows when the proxy has done all that it can. */
import {once} from 'node:events';
import {connect} from 'node:net';
import {setImmediate, setTimeout as delay} from 'node:timers/promises';
import {readResponse} from '../../helpers/raw-response.js';
import type {RunningProxy} from '../../helpers/running-proxy.js';
import {declaredFraming, readBody, readHead, StrictMessageError} from '../../helpers/strict-message.js';
import {byText, hideInFields} from './intended-differences.js';
import type {Carried, LoggedExchange, Message} from './lane-outcome.js';
import type {LanePlan} from './lane-plans.js';
import {actOf, PlannedBackends, send} from './planned-backends.js';

export type LogRange = {
	/** Number of the newest record before. */
	readonly after: number;
	/** That of the last one. */
	readonly last: number;
};

/** In which the proxy's worker and this process have looked at all their connections. */
const quietTurns = 3;
const patienceMs = 10_000;

const readRequests = (text: string): Array<Message | string> => {
	const messages: Array<Message | string> = [];
	for (let at = 0; at < text.length;) {
		const head = readHead(text, at);
		if (head === undefined) {
			return [...messages, text.slice(at)];
		}

		const {body, trailers, isComplete, end} = readBody(text, head.end, declaredFraming(head.fields) ?? {kind: 'none'});
		messages.push({startLine: head.startLine, fields: hideInFields(head.fields), body, trailers: hideInFields(trailers), isComplete});
		at = isComplete ? end : text.length;
	}

	return messages;
};

const readResponses = (text: string, methods: readonly string[]): Array<Message | string> => {
	const messages: Array<Message | string> = [];
	for (let at = 0, index = 0; at < text.length;) {
		const read = readResponse(text, at, {toHead: methods[index] === 'HEAD', ended: 'reset'});
		if (read === undefined) {
			return [...messages, text.slice(at)];
		}

		const {response: {status, reason, fields, body, trailers, isComplete}, end} = read;
		messages.push({startLine: `${status} ${reason}`, fields: hideInFields(fields), body, trailers: hideInFields(trailers), isComplete});
		index += status < 200 ? 0 : 1;
		at = isComplete ? end : text.length;
	}

	return messages;
};

const readStrictly = (read: () => Array<Message | string>): Array<Message | string> => {
	try {
		return read();
	} catch (error) {
		if (error instanceof StrictMessageError) {
			return ['(not clear)'];
		}

		throw error;
	}
};

/** Resolves once the worker has looked at its connections: it has taken and ended one that says nothing. */
const passThrough = async (port: number): Promise<void> => {
	const socket = connect(port, '127.0.0.1');
	socket.resume();
	socket.end();
	await once(socket, 'close');
	await setImmediate();
};

/** Counters that only grow. */
const countersOf = ({control}: RunningProxy) => {
	const {totals, backends} = control.status();
	return {totals, backends: backends.map(({requests, failures, aborted}) => ({requests, failures, aborted}))};
};

const difference = (after: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
	Object.fromEntries(Object.entries(after).map(([name, value]) => [
		name, Array.isArray(value) ? value.map((each, index) => Number(each) - (before[name] as number[])[index]!) : Number(value) - Number(before[name]),
	]));

/** The log records of exchanges. Takes some time, so that it is best read for many plans. */
export const logOf = async ({control, logRecord}: RunningProxy, ranges: readonly LogRange[]): Promise<LoggedExchange[][]> => {
	const [first, last] = [ranges[0]!.after, ranges.at(-1)!.last];
	if (first === last) {
		return ranges.map(() => []);
	}

	await logRecord(last);
	const {records} = await control.readLog(first, Number.MAX_SAFE_INTEGER);
	return ranges.map(range => records.filter(({number}) => number > range.after && number <= range.last).map(({
		method, target, status, requestBytes, responseBytes, client, backend, attempts, failedAttempts, error, errorDetail,
	}) => ({
		method, target, status, requestBytes, responseBytes, client, backend: backend?.id, attempts, failedAttempts: failedAttempts?.map(({backend: {id}, reason}) => `${id} ${reason}`), error, errorDetail,
	})));
};

/** To be called with one plan at a time. */
export const carryPlan = async (proxy: RunningProxy, {client: part, clientWaits, methods, answers}: LanePlan): Promise<Carried & {readonly range: LogRange}> => {
	const {control, backends, port} = proxy;
	const planned = new PlannedBackends(answers);
	await Promise.all(backends.map(async backend => backend.restart(planned.script)));
	const before = countersOf(proxy);
	const client = await proxy.connect();
	let end: Carried['clientEnd'] = 'open';
	void client.closed.then(how => {
		end = how;
	});

	const untilQuiet = async (): Promise<void> => {
		let last = '';
		const deadline = performance.now() + patienceMs;
		/* eslint-disable no-await-in-loop -- One turn after the other. */
		for (let turns = 0; turns < quietTurns && performance.now() < deadline; turns++) {
			await passThrough(port);
			const now = `${planned.events} ${client.received.length} ${end} ${JSON.stringify(control.status().totals)}`;
			turns = now === last ? turns : -1;
			last = now;
		}
		/* eslint-enable no-await-in-loop */
	};

	await send(client.socket, part.pieces);
	let clientAct = actOf(client.socket, part);
	for (let step = 0; ; step++) {
		/* eslint-disable no-await-in-loop -- One step after the other. */
		await untilQuiet();
		const act = (step < clientWaits ? planned.takeAct() : undefined) ?? clientAct ?? planned.takeAct();
		if (act === undefined) {
			break;
		}

		await act();
		if (act === clientAct && part.act === 'end') {
			// The proxy gives an answer some time.
			await Promise.race([client.closed, delay(patienceMs, undefined, {ref: false})]);
		}

		clientAct = act === clientAct ? undefined : clientAct;
		/* eslint-enable no-await-in-loop */
	}

	const clientEnd = end;
	client.socket.destroy();
	await untilQuiet();
	await proxy.untilIdle();
	const after = countersOf(proxy);
	return {
		range: {after: before.totals.requests, last: after.totals.requests},
		toBackends: backends.map(({connections}) => connections.flatMap(({received}) => readStrictly(() => readRequests(received))).toSorted(byText)),
		toClient: readStrictly(() => readResponses(client.received, methods)),
		clientEnd,
		totals: difference(after.totals, before.totals),
		backends: after.backends.map((backend, index) => difference(backend, before.backends[index]!)),
	};
};

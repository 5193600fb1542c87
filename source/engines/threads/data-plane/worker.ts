import process from 'node:process';
import {parentPort} from 'node:worker_threads';
import {changedList} from '../../../model/list-change.js';
import type {ReplayOrder} from '../../control/data-plane.js';
import type {MessageFromWorker, MessageToWorker, WorkerStart} from '../worker-messages.js';
import {WorkerDataPlane} from './worker-data-plane.js';

/** How often lost access log lines are reported. */
const droppedReportIntervalMs = 1000;

const port = parentPort!;

const send = (message: MessageFromWorker): void => {
	port.postMessage(message);
};

const serve = async (start: WorkerStart): Promise<void> => {
	let {members, tls} = start.snapshot;

	const dataPlane = new WorkerDataPlane({
		...start,
		onLookUp(name) {
			send({type: 'look-up', name});
		},
		onBackendFailed({id}, reason) {
			send({type: 'backend-failed', id, reason});
		},
		onBackendAnswered({id}, status) {
			send({type: 'backend-answered', id, status});
		},
	});

	const reportDropped = (): void => {
		const count = dataPlane.records.log.takeDropped();
		if (count > 0) {
			send({type: 'access-log-dropped', count, reason: dataPlane.records.log.problem});
		}
	};

	const stop = async (graceMs: number): Promise<void> => {
		try {
			await dataPlane.stop(graceMs);
			reportDropped();
		} finally {
			send({type: 'stopped'});
			// Ends this thread only, even if handles are still open.
			process.exit();
		}
	};

	const replay = async (id: number, order: ReplayOrder): Promise<void> => {
		send({type: 'answer', id, answer: await dataPlane.replay(order)});
	};

	port.on('message', (message: MessageToWorker) => {
		switch (message.type) {
			case 'apply': {
				members = changedList(members, message.members);
				tls = message.snapshot.tls ?? tls;
				dataPlane.apply({...message.snapshot, members, ...(tls && {tls})});
				send({type: 'applied', version: message.snapshot.version});
				break;
			}

			case 'read-log': {
				send({type: 'log', ...dataPlane.records.readLog(message.after, message.limit)});
				break;
			}

			case 'read-exchange': {
				send({type: 'answer', id: message.id, answer: dataPlane.records.readExchange(message.sequence)});
				break;
			}

			case 'read-open': {
				send({type: 'answer', id: message.id, answer: dataPlane.readOpen(message.limit)});
				break;
			}

			case 'read-top': {
				send({type: 'answer', id: message.id, answer: dataPlane.records.readTop(message.by, message.over)});
				break;
			}

			case 'read-top-requests': {
				send({type: 'answer', id: message.id, answer: dataPlane.records.readTopRequests(message.measure, message.over)});
				break;
			}

			case 'replay': {
				void replay(message.id, message.order);
				break;
			}

			case 'name-answer': {
				dataPlane.takeName(message.name, message.answer);
				break;
			}

			case 'reopen-log': {
				dataPlane.records.log.reopen();
				break;
			}

			case 'cut': {
				dataPlane.cut(message.slot);
				break;
			}

			case 'stop': {
				void stop(message.graceMs);
				break;
			}
		}
	});

	try {
		const addresses = await dataPlane.listen(start.listen);
		setInterval(reportDropped, droppedReportIntervalMs).unref();
		send({type: 'listening', addresses});
	} catch (error) {
		const {code = '', message, port: failedPort} = error as NodeJS.ErrnoException & {readonly port?: number};
		send({type: 'listen-failed', code, message, port: failedPort});
		port.close();
	}
};

// All is loaded by then: the main thread may still read its settings.
port.once('message', (start: WorkerStart) => {
	void serve(start);
});

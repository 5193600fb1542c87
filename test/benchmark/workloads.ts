import {mkdir, open} from 'node:fs/promises';
import path from 'node:path';
import type {Subject} from './subject.js';
import {wrk, type WrkOptions} from './wrk.js';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const sizes = {
	'/1k': kibibyte, '/64k': 64 * kibibyte, '/1m': mebibyte, '/100m': 100 * mebibyte,
} as const;

/** Answered with a few bytes. */
export const uploadPath = '/upload';

export type Workload = Omit<WrkOptions, 'seconds'> & {
	/** Bytes of each answer, where some are still under way when the time is up. */
	readonly size?: number;
};

export const workloads = {
	'1 KiB GET': {path: '/1k'},
	'64 KiB': {path: '/64k'},
	'1 MiB': {path: '/1m', size: sizes['/1m']},
	'100 MB': {path: '/100m', size: sizes['/100m'], connections: 4},
	'POST 16 KiB': {path: uploadPath, method: 'POST'},
	'new connection': {path: '/1k', isClosing: true},
} as const satisfies Record<string, Workload>;

export type WorkloadName = keyof typeof workloads;

/** Writes the files that the workloads ask a backend for. */
export const writeFiles = async (directory: string): Promise<void> => {
	await mkdir(directory);
	for (const [name, size] of Object.entries(sizes)) {
		const file = await open(path.join(directory, name), 'w');
		await file.truncate(size);
		await file.close();
	}
};

/** @returns Microseconds of processor time a request. */
export const cpuOf = async (subject: Subject, {size, ...options}: Workload): Promise<number> => {
	const before = subject.cpuMs();
	const {requests, bytes} = await wrk(subject.port, options);
	return ((subject.cpuMs() - before) * 1000) / (size === undefined ? requests : bytes / size);
};

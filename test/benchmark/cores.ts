/* What is measured has one processor to itself, and all else has another. */
import {execFileSync, spawnSync} from 'node:child_process';
import os from 'node:os';
import process from 'node:process';

export const subjectCore = 0;
const loadCore = 1;

/** @returns The command that runs a command on one processor, or on all for undefined. */
export const pinned = (command: readonly string[], core: number | undefined): readonly string[] =>
	core === undefined ? command : ['taskset', '--cpu-list', String(core), ...command];

/** Runs this process, and what it starts meanwhile, on the processor beside that of the subjects. */
export const besideSubject = async (task: () => Promise<void>): Promise<void> => {
	const moveTo = (cores: string): void => {
		execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(process.pid)], {stdio: 'ignore'});
	};

	const all = `0-${os.cpus().length - 1}`;
	moveTo(String(loadCore));
	try {
		await task();
	} finally {
		moveTo(all);
	}
};

/** Debian keeps servers outside the path of those who are not root. */
export const searchPath = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;

export const isInstalled = (program: string): boolean => spawnSync('which', [program], {env: {PATH: searchPath}}).status === 0;

/** @returns What this machine lacks to load and to compare proxies. */
export const lackingTools = (): string | undefined => {
	if (os.cpus().length < 2) {
		return 'a second processor';
	}

	return [['taskset', 'util-linux'], ['wrk', 'wrk'], ['nginx', 'nginx']]
		.filter(([program]) => !isInstalled(program!))
		.map(([program, debianPackage]) => `${program} (on Debian: apt-get install ${debianPackage})`)[0];
};

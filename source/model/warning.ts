import {trustAdvice} from './trust-advice.js';

/** A warning for the operator that is no change of the pool. Reasons are messages of the errors. */
export type Warning =
	| {readonly type: 'drain-timed-out'; readonly url: string; readonly left: number}
	| {readonly type: 'access-log-lost'; readonly lines: number; readonly reason?: string}
	/** The addresses known last are kept, so many. */
	| {readonly type: 'lookup-failed'; readonly url: string; readonly reason: string; readonly known: number}
	| {readonly type: 'wrong-token'; readonly address: string}
	/** Further ones within a time, with the first few addresses. */
	| {readonly type: 'wrong-tokens'; readonly count: number; readonly withinMs: number; readonly addresses: readonly string[]; readonly isFromOthers: boolean}
	| {readonly type: 'config-refused'; readonly reason: string}
	| {readonly type: 'config-mismatch'; readonly url: string; readonly reason: string}
	| {readonly type: 'restart-needed'; readonly setting: string}
	/** What the limit is enough for; and what was asked for, where it is more. */
	| {readonly type: 'few-open-files'; readonly limit: number; readonly connections: number; readonly wanted?: number}
	/** A local authority was made, whose certificate is in this file. */
	| {readonly type: 'authority-made'; readonly file: string}
	/** What has replaced a certificate cannot be used. */
	| {readonly type: 'certificate-refused'; readonly source: string; readonly reason: string}
	/** In so many whole days; negative once it has. */
	| {readonly type: 'certificate-expires'; readonly names: readonly string[]; readonly source: string; readonly daysLeft: number}
	/** Until there is one, clients are shown one that is signed by itself. */
	| {readonly type: 'certificate-pending'; readonly name: string; readonly authority: string}
	/** A certificate could not be obtained; the next attempt is in milliseconds since the epoch. */
	| {readonly type: 'certificate-not-renewed'; readonly name: string; readonly reason: string; readonly retryAt: number}
	/** What is remembered cannot be read, used or saved. */
	| {readonly type: 'saved-state'; readonly reason: string}
	| {readonly type: 'service-manager'; readonly reason: string}
	/** To the instance that is shown. */
	| {readonly type: 'connection-lost'; readonly reason: string}
	/** Of an instance of another version, which is understood by its words alone. */
	| {readonly type: 'other'; readonly words: string};

const openFileAdvice = 'Raise that limit, such as with "ulimit -n 65536", or with LimitNOFILE= of the service.';

/** The text of a warning, for the log, the admin API and the screen. Scripts rest on it. */
export const warningWords = (warning: Warning): string => {
	switch (warning.type) {
		case 'drain-timed-out': {
			const {url, left} = warning;
			return `${url} has not drained in time: ${left} in flight ${left === 1 ? 'was' : 'were'} cut off.`;
		}

		case 'access-log-lost': {
			return `${warning.lines} access log lines were lost: ${warning.reason ?? 'the reader or disk of the log is too slow or gone'}.`;
		}

		case 'lookup-failed': {
			return `${warning.url} cannot be resolved: ${warning.reason}. Its last ${warning.known} known addresses are kept.`;
		}

		case 'wrong-token': {
			return `A client at ${warning.address} sent the admin API a wrong token.`;
		}

		case 'wrong-tokens': {
			const {count, withinMs, addresses, isFromOthers} = warning;
			return `Clients sent the admin API a wrong token ${count} times within ${withinMs / 1000} s, from ${addresses.join(', ')}${isFromOthers ? ' and other addresses' : ''}.`;
		}

		case 'config-refused': {
			return `The config file was not applied, nothing has changed: ${warning.reason.replaceAll('\n', ' ')}`;
		}

		case 'config-mismatch': {
			return `${warning.url} does not match the config file: ${warning.reason}`;
		}

		case 'restart-needed': {
			return `${warning.setting} has changed in the config file, and needs a restart to take effect.`;
		}

		case 'few-open-files': {
			const {limit, connections, wanted} = warning;
			const enough = `the limit is ${limit} open files, which is enough for ${connections} client connection${connections === 1 ? '' : 's'}. ${openFileAdvice}`;
			return wanted === undefined ? `T${enough.slice(1)}` : `--max-connections is ${wanted}, but ${enough}`;
		}

		case 'authority-made': {
			return `A local authority was made for certificates of this machine. ${trustAdvice(warning.file)}`;
		}

		case 'certificate-refused': {
			return `${warning.source} ${warning.reason} What was there before stays in use.`;
		}

		case 'certificate-expires': {
			const {names, source, daysLeft} = warning;
			const days = daysLeft === 1 ? '1 day' : `${daysLeft} days`;
			return `The certificate for ${names.join(', ')} in ${source} ${daysLeft < 0 ? 'has expired' : `expires in ${daysLeft === 0 ? 'less than a day' : days}`}: renew it.`;
		}

		case 'certificate-pending': {
			return `There is no certificate for ${warning.name} yet: until ${warning.authority} has issued one, clients are shown one that is signed by itself, which browsers refuse.`;
		}

		case 'certificate-not-renewed': {
			const {name, reason, retryAt} = warning;
			return `No new certificate for ${name}: ${reason} The next attempt is at ${new Date(retryAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
		}

		case 'saved-state':
		case 'service-manager':
		case 'connection-lost': {
			return warning.reason;
		}

		case 'other': {
			return warning.words;
		}
	}
};

import type {Control} from '../../model/control.js';
import type {BackendStatus, Status} from '../../model/status.js';
import {eventNotice, needsNotice} from '../notices/event-notice.js';
import {asciiGlyphs, unicodeGlyphs} from '../look/glyphs.js';
import {chooseLook} from '../look/look.js';
import {stateWord} from '../state/state-word.js';
import {asAdded, orderBackends} from '../state/backends-order.js';
import {countUp, findingInWords, newestFinding} from '../text/backend-state.js';
import {formatAddress, proxyUrl} from '../text/address.js';
import {sanitize} from '../text/sanitize.js';
import {formatDuration, formatRate, formatShare, formatTime} from '../text/units.js';

export type AnnouncerOptions = {
	readonly control: Control;
	readonly version: string;
	/**
	Whether the instance is a remote one, which keeps running.

	@default false
	*/
	readonly isAttached?: boolean;
	/** Takes a line of text without its end. */
	readonly write: (line: string) => void;
	/** Decides on characters, see `chooseLook`. */
	readonly environment: NodeJS.ProcessEnv;
	/** Milliseconds since the epoch. */
	readonly clock: () => number;
};

/** Interval between figures while there is traffic, in milliseconds. */
const figuresInterval = 60_000;

const figures = ({backends, recent, totals}: Status): string => [
	`${countUp(backends)} of ${backends.length} backends up`,
	`${formatRate(recent.requestsPerSecond)} requests a second`,
	recent.p99Ms !== undefined && `99 of 100 within ${formatDuration(recent.p99Ms)}`,
	recent.errorShare !== undefined && recent.errorShare > 0 && `${formatShare(recent.errorShare)} errors`,
	totals.inFlight > 0 && `${totals.inFlight} in flight`,
].filter(part => part !== false).join(', ');

const hasUnchecked = (backends: readonly BackendStatus[]): boolean => backends.some(backend => stateWord(backend) === 'CHECKING');

const reasonOf = (backend: BackendStatus): string => {
	const finding = newestFinding(backend);
	return finding && !finding.passed ? `, ${findingInWords(finding)}` : '';
};

/** Announces events line by line, without moving the cursor: for screen readers and for terminals that cannot do more. Stops with the returned function. */
export const startAnnouncer = ({control, version, isAttached = false, write, environment, clock}: AnnouncerOptions): (() => void) => {
	const glyphs = chooseLook(environment).glyphs.isUnicode ? unicodeGlyphs : asciiGlyphs;
	const say = (text: string): void => {
		write(`${formatTime(clock())} ${sanitize(text, glyphs)}`);
	};

	const started = control.status();
	const {tls, proxy, admin, backends, policy} = started;
	say(`proxy-tui ${version} listens on ${proxyUrl(started)}${tls && tls.port !== proxy.port ? ` and https://${formatAddress(tls)}` : ''}, policy ${policy}${admin ? `, admin API on http://${formatAddress(admin)}` : ''}. Ctrl-c ${isAttached ? 'detaches' : 'quits'}.`);
	for (const backend of orderBackends(backends, {...asAdded, column: 'state'})) {
		say(`Backend ${backend.url}: ${stateWord(backend)}${reasonOf(backend)}`);
	}

	let isChecking = hasUnchecked(backends);
	const unsubscribe = control.subscribe(event => {
		const notice = needsNotice(event, () => false) ? eventNotice(event) : undefined;
		if (notice) {
			say(notice.text);
		}

		if (isChecking && !hasUnchecked(control.status().backends)) {
			isChecking = false;
			say(`All backends checked: ${figures(control.status())}`);
		}
	});
	let told = 0;
	const timer = setInterval(() => {
		const status = control.status();
		if (status.totals.requests > told) {
			told = status.totals.requests;
			say(figures(status));
		}
	}, figuresInterval);
	return () => {
		clearInterval(timer);
		unsubscribe();
	};
};

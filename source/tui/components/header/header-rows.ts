import type {Status} from '../../../model/status.js';
import type {Glyphs} from '../../look/glyphs.js';
import {fitItems, type Item} from '../../layout/items.js';
import type {Layout, Tier} from '../../layout/layout.js';
import {
	lineWidth,
	segment,
	space,
	type Line,
} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {limitedShare} from '../../state/limiter-readings.js';
import type {ScreenState} from '../../state/screen-state.js';
import {formatAddress, proxyUrl, shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {
	formatBytes,
	formatCount,
	formatDuration,
	formatRate,
	formatShare,
	formatSpan,
} from '../../text/units.js';
import type {Tone} from '../../look/theme.js';
import {countUp, type StateSign} from '../../text/backend-state.js';
import {errorShareTone} from '../../look/error-tone.js';

const upSign = (up: number, total: number, glyphs: Glyphs): Pick<StateSign, 'glyph' | 'tone'> => {
	if (up === 0) {
		return {glyph: glyphs.down, tone: 'bad'};
	}

	return up < total ? {glyph: glyphs.half, tone: 'warn'} : {glyph: glyphs.up, tone: 'good'};
};

const upItem = ({backends, isPanic, staleSince}: Status, glyphs: Glyphs, priority: number): Item => {
	if (backends.length === 0) {
		return {priority, variants: [[segment('0 backends', 'warn')], [segment('0', 'warn')]]};
	}

	const up = countUp(backends);
	const {glyph, tone: known} = upSign(up, backends.length, glyphs);
	// How they are now is not known.
	const tone = staleSince === undefined ? known : 'muted';
	const share = `${up}/${backends.length}`;
	const variants: Line[] = isPanic
		? [[segment(`${glyphs.down} PANIC ${share} up`, 'bad')], [segment(`PANIC ${share}`, 'bad')]]
		: [[segment(`${glyph} ${share} up`, tone)], [segment(share, tone)]];
	return {priority, variants};
};

const addressItem = (name: string, url: string, priority: number, isWide: boolean): Item => {
	const address = url.slice(url.indexOf('://') + 3);
	return {
		priority,
		variants: [
			...(isWide ? [[segment(`${name} `, 'muted'), segment(url, 'strong')]] : []),
			[segment(`${name} `, 'muted'), segment(address, 'strong')],
			[segment(`${name} `, 'muted'), segment(address.slice(address.lastIndexOf(':')), 'strong')],
		],
	};
};

type Figure = {
	readonly priority: number;
	readonly tone?: Tone;
	/** Usual width of the value. */
	readonly usual?: number;
};

const figure = (label: string, value: string, {priority, tone = 'plain', usual}: Figure): Item => ({
	priority,
	variants: [[segment(`${label} `, 'muted'), segment(value, tone)]],
	...(usual !== undefined && {usual: label.length + 1 + usual}),
});

/** Usual maximum length. */
const usualRate = '12.3k'.length;
const usualDuration = '303 ms'.length;
const usualShare = '1.4 %'.length;
const usualCount = '12'.length;

const duration = (milliseconds: number | undefined, glyphs: Glyphs): string =>
	milliseconds === undefined ? glyphs.none : formatDuration(milliseconds);

const share = (value: number | undefined, glyphs: Glyphs): string => value === undefined ? glyphs.none : formatShare(value);

const rateItem = ({recent}: Status): Item => {
	const rate = formatRate(recent.requestsPerSecond);
	return {priority: 9, variants: [[segment(rate, 'strong'), segment(' req/s', 'muted')], [segment(`${rate}/s`, 'strong')]], usual: usualRate + ' req/s'.length};
};

const briefRateItem = ({recent}: Status): Item =>
	({priority: 9, variants: [[segment(`${formatRate(recent.requestsPerSecond)}/s`, 'strong')]], usual: '99.9/s'.length});

/** The recent figures except the rate. */
const figures = ({status: {recent, totals}, limiter}: ScreenState, glyphs: Glyphs): Item[] => {
	const limited = limitedShare(limiter);
	return [
		figure('p50', duration(recent.p50Ms, glyphs), {priority: 5, usual: usualDuration}),
		figure('p99', duration(recent.p99Ms, glyphs), {priority: 7, usual: usualDuration}),
		figure('5xx', share(recent.errorShare, glyphs), {priority: 8, usual: usualShare, tone: errorShareTone(recent.errorShare)}),
		figure('429', share(limited, glyphs), {priority: 6, usual: usualShare, tone: (limited ?? 0) > 0 ? 'warn' : 'plain'}),
		figure('in flight', formatCount(totals.inFlight), {priority: 4, usual: usualCount}),
	];
};

/** Captured bodies take memory and may contain secrets, so the header shows that capture is on. */
const captureItems = ({captureBytes}: Status, priority: number): Item[] => captureBytes === undefined
	? []
	: [{priority, variants: [[segment(`capture ${formatBytes(captureBytes)}`, 'warn')], [segment('capture', 'warn')]]}];

const spread = (left: Line, right: Line, columns: number): Line => {
	const room = columns - lineWidth(left) - lineWidth(right);
	return [...left, space(Math.max(1, room)), ...right];
};

/** The state is out of date, which matters more than any figure. */
const staleItems = ({status: {staleSince}, now}: ScreenState, glyphs: Glyphs): Item[] => {
	if (staleSince === undefined) {
		return [];
	}

	const age = formatSpan(now - staleSince);
	return [{
		priority: 11,
		variants: [
			[segment(`${glyphs.down} connection lost, retrying; state of ${age} ago`, 'bad')],
			[segment(`${glyphs.down} lost, ${age} old`, 'bad')],
			[segment(`old ${age}`, 'bad')],
		],
	}];
};

/** Unverified backends can be impersonated, so the header always shows it. */
const insecureItems = ({insecureBackends}: Status, glyphs: Glyphs): Item[] => insecureBackends === true
	? [{
		priority: 10,
		variants: [
			[segment(`${glyphs.down} INSECURE: certificates of backends are not checked`, 'bad')],
			[segment(`${glyphs.down} INSECURE BACKENDS`, 'bad')],
			[segment('INSECURE', 'bad')],
		],
	}]
	: [];

const gapOf = (tier: Tier): number => tier === 'wide' ? 3 : 2;

const margin = segment(' ');

const adminItem = ({attachedTo, status: {admin}}: ScreenState, glyphs: Glyphs, isWide: boolean): Item | undefined => {
	if (attachedTo === undefined) {
		return admin && addressItem('admin', sanitize(`http://${formatAddress(admin)}`, glyphs), 6, isWide);
	}

	// The address of a remote instance is dropped last.
	const addresses = [attachedTo, shortUrl(attachedTo)].map((address): Line => [segment('attached to ', 'muted'), segment(sanitize(address, glyphs), 'strong')]);
	return {priority: 9, variants: [...addresses, [segment('attached', 'strong')]]};
};

const fullHeader = (state: ScreenState, {glyphs}: Look, tier: Tier): Line[] => {
	const {status, now, version} = state;
	const isWide = tier === 'wide';
	const gap = gapOf(tier);
	const columns = state.size.columns - 2;
	const proxy = addressItem('proxy', sanitize(proxyUrl(status), glyphs), 8, isWide);
	const admin = adminItem(state, glyphs, isWide);
	const rightRoom = Math.max(0, columns - 24);
	const right = fitItems(admin ? [proxy, admin] : [proxy], rightRoom, gap);
	const leftRoom = Math.max(0, columns - lineWidth(right) - 2);
	const left = fitItems([
		{priority: 2, variants: [[segment('proxy-tui', 'title'), ...(isWide ? [segment(` ${version}`, 'muted')] : [])]]},
		upItem(status, glyphs, 9),
		...(state.isReadOnly ? [{priority: 7, variants: [[segment('read-only', 'warn')]]}] : []),
		...captureItems(status, 5),
		{priority: 5.5, variants: [[segment(status.policy)]]},
	], leftRoom, gap);
	const limits: Item[] = [
		figure('limit', status.rateLimit === 0 ? 'none' : `${formatRate(status.rateLimit).replace('.0', '')}/s`, {priority: 2}),
		figure('running', formatSpan(now - status.startedAt), {priority: 1}),
	];
	const numbers = fitItems([...staleItems(state, glyphs), ...insecureItems(status, glyphs), rateItem(status), ...figures(state, glyphs), ...limits], columns, 3);
	return [spread([margin, ...left], [...right, margin], state.size.columns), [margin, ...numbers]];
};

const statusLine = (state: ScreenState, {glyphs}: Look): Line => {
	const {status} = state;
	const {columns} = state.size;
	const line = fitItems([
		...staleItems(state, glyphs),
		...insecureItems(status, glyphs),
		upItem(status, glyphs, 10),
		briefRateItem(status),
		...captureItems(status, 7.5),
		...figures(state, glyphs),
		{priority: 3, variants: [[segment(`:${status.proxy.port}`, 'strong')]]},
	], columns, 2);
	return lineWidth(line) < columns ? [margin, ...line] : line;
};

/** Version, addresses and recent figures. */
export const headerLines = (state: ScreenState, look: Look, {tier, header}: Layout): Line[] =>
	tier === 'minimal' ? [statusLine(state, look)].slice(0, header) : fullHeader(state, look, tier);

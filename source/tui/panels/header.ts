import type {Status} from '../../model/status.js';
import type {Glyphs} from '../glyphs.js';
import {fitItems, type Item} from '../layout/items.js';
import type {Layout, Tier} from '../layout/layout.js';
import {
	lineWidth,
	segment,
	space,
	type Line,
} from '../layout/line.js';
import type {Look} from '../look.js';
import type {ScreenState} from '../state/screen-state.js';
import {formatAddress, shortUrl} from '../text/address.js';
import {sanitize} from '../text/sanitize.js';
import {
	formatBytes,
	formatCount,
	formatDuration,
	formatRate,
	formatShare,
	formatSpan,
} from '../text/units.js';
import type {Tone} from '../theme.js';
import {countUp} from './backend-state.js';

const upItem = ({backends, isPanic}: Status, glyphs: Glyphs, priority: number): Item => {
	if (backends.length === 0) {
		return {priority, variants: [[segment('0 backends', 'warn')], [segment('0', 'warn')]]};
	}

	const up = countUp(backends);
	const tone: Tone = up === 0 ? 'bad' : (up < backends.length ? 'warn' : 'good');
	const share = `${up}/${backends.length}`;
	const variants: Line[] = isPanic
		? [[segment(`${glyphs.down} PANIC ${share} up`, 'bad')], [segment(`PANIC ${share}`, 'bad')]]
		: [[segment(`${up === 0 ? glyphs.down : glyphs.up} ${share} up`, tone)], [segment(share, tone)]];
	return {priority, variants};
};

const addressItem = (name: string, address: string, priority: number, isWide: boolean): Item => ({
	priority,
	variants: [
		...(isWide ? [[segment(`${name} `, 'muted'), segment(`http://${address}`, 'strong')]] : []),
		[segment(`${name} `, 'muted'), segment(address, 'strong')],
		[segment(`${name} `, 'muted'), segment(address.slice(address.lastIndexOf(':')), 'strong')],
	],
});

const figure = (label: string, value: string, priority: number, tone: Tone = 'plain'): Item =>
	({priority, variants: [[segment(`${label} `, 'muted'), segment(value, tone)]]});

const duration = (milliseconds: number | undefined, glyphs: Glyphs): string =>
	milliseconds === undefined ? glyphs.none : formatDuration(milliseconds);

const share = (value: number | undefined, glyphs: Glyphs): string => value === undefined ? glyphs.none : formatShare(value);

const shareTone = (value: number | undefined): Tone => (value ?? 0) > 0 ? 'bad' : 'plain';

const rateItem = ({recent}: Status, priority: number): Item => {
	const rate = formatRate(recent.requestsPerSecond);
	return {priority, variants: [[segment(rate, 'strong'), segment(' req/s', 'muted')], [segment(`${rate}/s`, 'strong')]]};
};

const figures = (status: Status, glyphs: Glyphs): Item[] => [
	rateItem(status, 9),
	figure('p50', duration(status.recent.p50Ms, glyphs), 5),
	figure('p99', duration(status.recent.p99Ms, glyphs), 7),
	figure('5xx', share(status.recent.errorShare, glyphs), 8, shareTone(status.recent.errorShare)),
	figure('429', formatCount(status.totals.rateLimited), 6, status.totals.rateLimited > 0 ? 'warn' : 'plain'),
	figure('in flight', formatCount(status.totals.inFlight), 4),
];

/** Bodies that are kept take memory and may hold secrets; nobody is to forget that it goes on. */
const captureItems = ({captureBytes}: Status, priority: number): Item[] => captureBytes === undefined
	? []
	: [{priority, variants: [[segment(`capture ${formatBytes(captureBytes)}`, 'warn')], [segment('capture', 'warn')]]}];

const spread = (left: Line, right: Line, columns: number): Line => {
	const room = columns - lineWidth(left) - lineWidth(right);
	return [...left, space(Math.max(1, room)), ...right];
};

/** What is shown is no longer true: more important than any figure of it. */
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

/** Whoever is between this proxy and its backends can read and change everything; nobody is to overlook that. */
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
		return admin && addressItem('admin', sanitize(formatAddress(admin), glyphs), 6, isWide);
	}

	// That what is done here is done elsewhere is the last to go.
	const addresses = [attachedTo, shortUrl(attachedTo)].map((address): Line => [segment('attached to ', 'muted'), segment(sanitize(address, glyphs), 'strong')]);
	return {priority: 9, variants: [...addresses, [segment('attached', 'strong')]]};
};

const fullHeader = (state: ScreenState, {glyphs}: Look, tier: Tier): Line[] => {
	const {status, now, version} = state;
	const isWide = tier === 'wide';
	const gap = gapOf(tier);
	const columns = state.size.columns - 2;
	const proxy = addressItem('proxy', sanitize(formatAddress(status.proxy), glyphs), 8, isWide);
	const admin = adminItem(state, glyphs, isWide);
	const rightRoom = Math.max(0, columns - 24);
	const right = fitItems(admin ? [proxy, admin] : [proxy], rightRoom, gap);
	const leftRoom = Math.max(0, columns - lineWidth(right) - 2);
	const left = fitItems([
		{priority: 2, variants: [[segment('proxy-tui', 'title'), ...(isWide ? [segment(` ${version}`, 'muted')] : [])]]},
		upItem(status, glyphs, 9),
		...(state.isReadOnly ? [{priority: 4, variants: [[segment('read-only', 'warn')]]}] : []),
		...captureItems(status, 5),
		{priority: 3, variants: [[segment(status.policy)]]},
	], leftRoom, gap);
	const limits: Item[] = [
		figure('limit', status.rateLimit === 0 ? 'none' : `${formatRate(status.rateLimit).replace('.0', '')}/s`, 2),
		figure('running', formatSpan(now - status.startedAt), 1),
	];
	const numbers = fitItems([...staleItems(state, glyphs), ...insecureItems(status, glyphs), ...figures(status, glyphs), ...limits], columns, 3);
	return [spread([margin, ...left], [...right, margin], state.size.columns), [margin, ...numbers]];
};

const statusLine = (state: ScreenState, {glyphs}: Look): Line => {
	const {status} = state;
	const [rate, ...others] = figures(status, glyphs);
	return fitItems([
		...staleItems(state, glyphs),
		...insecureItems(status, glyphs),
		upItem(status, glyphs, 10),
		{priority: 9, variants: rate!.variants.slice(-1)},
		...captureItems(status, 7.5),
		...others,
		{priority: 3, variants: [[segment(`:${status.proxy.port}`, 'strong')]]},
	], state.size.columns, 2);
};

/** Who and where, and the figures of the last few seconds. */
export const headerLines = (state: ScreenState, look: Look, {tier, header}: Layout): Line[] =>
	tier === 'minimal' ? [statusLine(state, look)].slice(0, header) : fullHeader(state, look, tier);

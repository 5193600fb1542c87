import {integerBetween, type Random} from './random-numbers.js';

/** A route of the demo. */
export type Route = {
	readonly method: string;
	/** Path and query; each `#` stands for a number. */
	readonly target: string;
	/** Status of the answer. 304 is for requests that come with If-None-Match; others get 200 (RFC 9110 section 15.4.5). */
	readonly status: number;
	/** Range of response body sizes. */
	readonly bytes: readonly [number, number];
	/** Request body size. */
	readonly requestBytes?: number;
	/** Frequency, relative to the other routes. */
	readonly share: number;
};

const kilobyte = 1024;

export const routes: readonly Route[] = [
	{
		method: 'GET', target: '/', status: 200, bytes: [2 * kilobyte, 3 * kilobyte], share: 6,
	},
	{
		method: 'GET', target: '/products?page=#', status: 200, bytes: [4 * kilobyte, 24 * kilobyte], share: 18,
	},
	{
		method: 'GET', target: '/products/#', status: 200, bytes: [500, 4 * kilobyte], share: 20,
	},
	{
		method: 'GET', target: '/search?q=lamp&page=#', status: 200, bytes: [kilobyte, 12 * kilobyte], share: 8,
	},
	{
		method: 'GET', target: '/images/product-#.jpg', status: 200, bytes: [40 * kilobyte, 180 * kilobyte], share: 8,
	},
	{
		method: 'GET', target: '/assets/app.js', status: 304, bytes: [90 * kilobyte, 90 * kilobyte], share: 8,
	},
	{
		method: 'HEAD', target: '/downloads/catalogue.pdf', status: 200, bytes: [900 * kilobyte, 900 * kilobyte], share: 2,
	},
	{
		method: 'GET', target: '/account', status: 302, bytes: [0, 0], share: 3,
	},
	{
		method: 'POST', target: '/orders', status: 201, bytes: [200, 400], requestBytes: 1500, share: 5,
	},
	{
		method: 'PUT', target: '/cart/items/#', status: 200, bytes: [100, 300], requestBytes: 120, share: 5,
	},
	{
		method: 'DELETE', target: '/cart/items/#', status: 204, bytes: [0, 0], share: 3,
	},
	{
		method: 'POST', target: '/session', status: 401, bytes: [80, 80], requestBytes: 90, share: 1,
	},
	{
		method: 'GET', target: '/favicon.ico', status: 404, bytes: [150, 150], share: 3,
	},
	{
		method: 'GET', target: '/products/#/reviews', status: 404, bytes: [150, 150], share: 2,
	},
];

const keyOf = (method: string, target: string) => `${method} ${target.replaceAll(/\d+/gv, '#')}`;

const routesByKey = new Map(routes.map(route => [keyOf(route.method, route.target), route]));

const totalShare = routes.reduce((total, {share}) => total + share, 0);

export const findRoute = (method: string, target: string): Route | undefined => routesByKey.get(keyOf(method, target));

/** Picks routes by their frequency. */
export const chooseRoute = (random: Random): Route => {
	let rest = random() * totalShare;
	const chosen = routes.find(({share}) => {
		rest -= share;
		return rest < 0;
	});
	return chosen ?? routes[0]!;
};

/** The route's target with numbers in it. */
export const targetOf = ({target}: Route, random: Random): string => target.replaceAll('#', () => String(integerBetween(random, 1, 250)));

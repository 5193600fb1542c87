import assert from 'node:assert/strict';
import test from 'node:test';
import {createRandom} from '../../../source/program/demo/random-numbers.js';
import {
	chooseRoute,
	findRoute,
	routes,
	targetOf,
} from '../../../source/program/demo/demo-routes.js';

test('a route is found again by every target made of it', () => {
	const random = createRandom(1);
	const targets = routes.map(route => ({route, target: targetOf(route, random)}));
	assert.deepEqual(targets.map(({route, target}) => findRoute(route.method, target)), routes);
	assert.deepEqual(targets.filter(({target}) => target.includes('#')), []);
});

test('nothing is found for other methods and targets', () => {
	assert.equal(findRoute('POST', '/'), undefined);
	assert.equal(findRoute('GET', '/elsewhere'), undefined);
});

test('each route is chosen as often as its share says', () => {
	const random = createRandom(1);
	const draws = 20_000;
	const counts = new Map(routes.map(route => [route, 0]));

	for (let draw = 0; draw < draws; draw += 1) {
		const route = chooseRoute(random);
		counts.set(route, counts.get(route)! + 1);
	}

	const total = routes.reduce((sum, {share}) => sum + share, 0);
	const unfair = routes.filter(route => Math.abs((counts.get(route)! / draws) - (route.share / total)) > 0.01);
	assert.deepEqual(unfair, []);
});

test('the traffic shows several methods and statuses', () => {
	assert.deepEqual(new Set(routes.map(({status}) => status)), new Set([200, 201, 204, 302, 304, 401, 404]));
	assert.deepEqual(new Set(routes.map(({method}) => method)), new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']));
});

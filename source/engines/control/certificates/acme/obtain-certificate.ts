import {createPrivateKey, type KeyObject} from 'node:crypto';
import {newKeyPair, privatePem} from '../key-pair.js';
import {AcmeError} from './acme-error.js';
import {authorize, type Authorizer} from './authorize.js';
import {certificateRequest} from './certificate-request.js';
import {pollUntil} from './polling.js';
import {orderResource, type Order} from './resources.js';
import type {AcmeSession} from './acme-session.js';

/** An order that has begun, and the key of its certificate, as PEM. */
export type KeptOrder = {
	readonly url: string;
	readonly key: string;
};

export type OrderOptions = Authorizer & {
	readonly name: string;
	readonly session: AcmeSession;
	/** One that an earlier run has begun. */
	readonly begun: KeptOrder | undefined;
	/** The certificate that this one takes the place of, by its identifier (RFC 9773 §5). */
	readonly replaces?: string | undefined;
	/** Keeps a new one for a later run. */
	readonly keep: (order: KeptOrder) => Promise<void>;
};

/** Both as PEM. */
export type ObtainedCertificate = {
	readonly cert: string;
	readonly key: string;
};

type BegunOrder = {
	readonly url: string;
	readonly key: KeyObject;
	readonly order: Order;
};

/** @returns undefined if what was kept is damaged. */
const keyOf = (begun: KeptOrder | undefined): KeyObject | undefined => {
	try {
		return begun && createPrivateKey(begun.key);
	} catch {
		return undefined;
	}
};

const resume = async ({account, begun}: OrderOptions): Promise<BegunOrder | undefined> => {
	const key = keyOf(begun);
	if (begun === undefined || key === undefined) {
		return undefined;
	}

	const {url} = begun;
	try {
		const {resource: order} = await account.post(url, undefined, orderResource);
		return order.status === 'invalid' ? undefined : {url, key, order};
	} catch (error) {
		// Without a type, it could not be asked; otherwise it has forgotten the order.
		if (error instanceof AcmeError && error.type !== undefined && error.type !== 'rateLimited' && error.type !== 'serverInternal') {
			return undefined;
		}

		throw error;
	}
};

const begin = async ({name, account, session, replaces, keep}: OrderOptions): Promise<BegunOrder> => {
	const {newOrder} = await session.directory();
	const identifiers = [{type: 'dns', value: name}];
	const ask = async (payload: object) => account.post(newOrder, payload, orderResource);
	const {resource: order, location} = await (replaces === undefined
		? ask({identifiers})
		: ask({identifiers, replaces}).catch(async (error: unknown) => {
			// The authority holds another order for the one that takes its place.
			if (error instanceof AcmeError && error.type === 'alreadyReplaced') {
				return ask({identifiers});
			}

			throw error;
		}));
	if (location === undefined) {
		throw new AcmeError('The authority has taken an order without saying where');
	}

	const {privateKey: key} = await newKeyPair();
	await keep({url: location, key: privatePem(key)});
	return {url: location, key, order};
};

const finish = async ({name, account, signal}: OrderOptions, {url, key, order}: BegunOrder): Promise<string> => {
	const ask = async () => account.post(url, undefined, orderResource);
	let current = order;
	if (current.status === 'pending') {
		current = await pollUntil(ask, ({status}) => status !== 'pending', signal);
	}

	if (current.status === 'ready') {
		const reply = await account.post(current.finalize, {csr: certificateRequest([name], key).toString('base64url')}, orderResource);
		current = reply.resource;
	}

	if (current.status === 'processing' || current.status === 'ready') {
		current = await pollUntil(ask, ({status}) => status !== 'processing' && status !== 'ready', signal);
	}

	if (current.status !== 'valid' || current.certificate === undefined) {
		throw new AcmeError(`The authority has not issued a certificate for ${name}: ${current.error?.detail ?? `the order is ${current.status}`}`);
	}

	return account.download(current.certificate);
};

/**
Orders a certificate, or goes on with an order that was begun (RFC 8555 §7.4).

@throws {AcmeError}
*/
export const obtainCertificate = async (options: OrderOptions): Promise<ObtainedCertificate> => {
	const begun = await resume(options) ?? await begin(options);
	if (begun.order.status === 'pending') {
		for (const url of begun.order.authorizations) {
			// eslint-disable-next-line no-await-in-loop -- There is one, as orders are for one name.
			await authorize(url, options);
		}
	}

	return {cert: await finish(options, begun), key: privatePem(begun.key)};
};

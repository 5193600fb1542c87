import {isAuthority} from '../../../../model/authority.js';
import {addressIn} from '../admission/trusted-peers.js';
import type {ReceivedForwarding, RequestHead} from '../admission/request-head.js';

/** The origin of a request: by its connection, and by the fields of a trusted peer. */
type Arrival = Pick<RequestHead, 'peer' | 'host' | 'forwarded'>;

/** Fields about the client's connection to the first proxy, which is not the connection to this one. */
const originFields = ['proto', 'scheme', 'ssl', 'host', 'port'].map(name => `x-forwarded-${name}`);

const defaultPorts = new Map([['http', '80'], ['ws', '80'], ['https', '443'], ['wss', '443']]);

/** The client's value: each proxy on the path may have appended its own. */
const first = (value: string | undefined): string | undefined => value?.split(',', 1)[0]!.trim();

const portOf = (host: string | undefined): string | undefined =>
	host !== undefined && isAuthority(host) ? /:(?<port>\d+)$/v.exec(host)?.groups?.['port'] : undefined;

const schemeIn = (value: string | undefined): string | undefined => first(value)?.toLowerCase();

/** Whether a trusted peer describes the client's connection: then missing fields are not taken from the peer's own connection. */
const tellsOrigin = (given: ReceivedForwarding): boolean => originFields.some(name => given[name] !== undefined);

/** As sent to backends. */
const schemeOf = ({peer, forwarded}: Arrival): string | undefined =>
	forwarded !== undefined && tellsOrigin(forwarded) ? forwarded['x-forwarded-proto'] : peer.scheme;

/** Whether the client's connection is encrypted, according to the forwarded headers. */
export const isEncrypted = (arrival: Arrival): boolean => schemeIn(schemeOf(arrival)) === 'https';

/** The client's port according to a trusted peer; undefined if it does not follow from the fields. */
const believedPort = (given: ReceivedForwarding): string | undefined =>
	given['x-forwarded-port'] ?? portOf(first(given['x-forwarded-host'])) ?? defaultPorts.get(schemeIn(given['x-forwarded-proto']) ?? '');

/** An address in the form of RFC 7239 §6. */
const forwardedNode = (address: string): string => address.includes(':') ? `"[${address}]"` : address;

/** The `X-Forwarded-*` fields of a trusted peer as elements of `Forwarded` (RFC 7239 §7.4); undefined without any. */
const asForwarded = (given: ReceivedForwarding): string | undefined => {
	const chain = given['x-forwarded-for']?.split(',').map(element => `for=${forwardedNode(addressIn(element.trim()) ?? 'unknown')}`) ?? [];
	const host = first(given['x-forwarded-host']);
	const scheme = schemeIn(given['x-forwarded-proto']);
	const client = [
		...chain.slice(0, 1),
		...host !== undefined && isAuthority(host) ? [`host="${host}"`] : [],
		...scheme !== undefined && /^[a-z][\-+.a-z\d]*$/v.test(scheme) ? [`proto=${scheme}`] : [],
	];
	return client.length === 0 ? undefined : [client.join(';'), ...chain.slice(1)].join(', ');
};

/** Appends this proxy's element to `Forwarded` (RFC 7239 §4). */
export const extendedForwarded = ({peer: {address, scheme}, host, forwarded: given = {}}: Arrival): string => {
	const own = `for=${forwardedNode(address)}${host === undefined ? '' : `;host="${host}"`};proto=${scheme}`;
	const before = given['forwarded'] ?? asForwarded(given);
	return before === undefined ? own : `${before}, ${own}`;
};

/** Fields that are always computed; others of a trusted peer are copied. */
const ownNames = new Set(['client-cert', 'client-cert-chain', 'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-prefix', 'x-forwarded-proto', 'x-request-id']);

/** Tells of the client's certificate (RFC 9440): of this connection, or as a trusted peer does. */
const setClientCertificate = (head: RequestHead): void => {
	const {peer: {certificate}, forwarded = {}} = head;
	const told = certificate?.field === undefined ? forwarded : {'client-cert': certificate.field};
	for (const name of ['client-cert', 'client-cert-chain'] as const) {
		if (told[name] !== undefined) {
			head.set(name, told[name]);
		}
	}
};

/** Writes the forwarded headers: from the connection alone, or extending those of a trusted peer. */
export const setForwarded = (head: RequestHead): void => {
	const {peer, host, forwarded: given} = head;
	const chain = given?.['x-forwarded-for'];
	head.set('x-forwarded-for', chain === undefined ? peer.address : `${chain}, ${peer.address}`);
	const scheme = schemeOf(head);
	if (scheme !== undefined) {
		head.set('x-forwarded-proto', scheme);
	}

	const port = given !== undefined && tellsOrigin(given) ? believedPort(given) : peer.port?.toString();
	if (port !== undefined) {
		head.set('x-forwarded-port', port);
	}

	const askedFor = given?.['x-forwarded-host'] ?? host;
	if (askedFor !== undefined) {
		head.set('x-forwarded-host', askedFor);
	}

	setClientCertificate(head);
	if (given !== undefined) {
		for (const [name, value] of Object.entries(given)) {
			if (!ownNames.has(name)) {
				head.set(name, value);
			}
		}
	}
};

import type {ClientHttp2Session} from 'node:http2';
import type {LookupFunction} from 'node:net';
import {addressAttemptMs} from '../../../../model/address-attempt.js';
import {type Http2Opening, openHttp2} from '../../../../node-http/http2-client/open-http2.js';
import type {BackendTarget} from './backend-target.js';
import type {BackendTrust} from './backend-trust.js';
import {idleConnectionMs} from './idle-connections.js';

/** An attempt that waits for a session. */
export type SessionUser = Http2Opening & {
	/** @param isReused - Whether it has carried other requests before. */
	onAssigned(isReused: boolean): void;
};

export type BackendSessionsOptions = {
	readonly trust: BackendTrust;
	readonly lookup: LookupFunction;
	/** First on each connection. */
	readonly proxyHeader: Uint8Array | undefined;
};

type Opening = {
	readonly users: Set<SessionUser>;
	readonly giveUp: () => void;
};

/** A backend may be replaced by one that speaks HTTP/2. */
const http1Ms = 60_000;

const leaveNothing = (): void => {};

/** Sessions of HTTP/2, one for each backend: those of a worker, or of one client. */
export class BackendSessions {
	readonly #options: BackendSessionsOptions;
	readonly #ready = new Map<string, ClientHttp2Session>();
	readonly #opening = new Map<string, Opening>();
	/** Backends that have chosen HTTP/1.1, on the monotonic clock. */
	readonly #http1Until = new Map<string, number>();

	constructor(options: BackendSessionsOptions) {
		this.#options = options;
	}

	/** Finds or opens a session. @returns Waits for it no longer. */
	use(target: BackendTarget, user: SessionUser): () => void {
		const session = this.#ready.get(target.href);
		if (session !== undefined) {
			user.onAssigned(true);
			user.onReady(session);
			return leaveNothing;
		}

		if (performance.now() < (this.#http1Until.get(target.href) ?? 0)) {
			user.onHttp1();
			return leaveNothing;
		}

		user.onAssigned(false);
		const opening = this.#opening.get(target.href) ?? this.#open(target);
		opening.users.add(user);
		return () => {
			opening.users.delete(user);
			if (opening.users.size === 0 && this.#opening.get(target.href) === opening) {
				this.#opening.delete(target.href);
				opening.giveUp();
			}
		};
	}

	/** Ends the session with a backend after the requests that it carries. */
	forget({href}: BackendTarget): void {
		const session = this.#ready.get(href);
		this.#ready.delete(href);
		this.#http1Until.delete(href);
		session?.close();
	}

	/** Ends all sessions after the requests that they carry. */
	retire(): void {
		for (const session of this.#ready.values()) {
			session.close();
		}

		this.#ready.clear();
	}

	destroy(): void {
		for (const {giveUp} of this.#opening.values()) {
			giveUp();
		}

		for (const session of this.#ready.values()) {
			session.destroy();
		}

		this.#opening.clear();
		this.#ready.clear();
	}

	#open({protocol, href, host, hostname, port, serverName}: BackendTarget): Opening {
		const {trust, lookup, proxyHeader} = this.#options;
		const isTls = protocol === 'https:';
		const users = new Set<SessionUser>();
		const tell = (say: (user: SessionUser) => void): void => {
			for (const user of users) {
				say(user);
			}
		};

		const end = (say: (user: SessionUser) => void): void => {
			this.#opening.delete(href);
			tell(say);
		};

		const giveUp = openHttp2({
			origin: `${isTls ? 'https' : 'http'}://${host}`,
			host: hostname.replaceAll(/^\[|\]$/gv, ''),
			port,
			lookup,
			addressAttemptMs,
			tls: isTls ? {...trust.options, servername: serverName} : undefined,
			first: proxyHeader,
		}, {
			onConnected() {
				tell(user => {
					user.onConnected();
				});
			},
			onSecured() {
				tell(user => {
					user.onSecured();
				});
			},
			onReady: session => {
				this.#keep(href, session);
				end(user => {
					user.onReady(session);
				});
			},
			onHttp1: () => {
				this.#http1Until.set(href, performance.now() + http1Ms);
				end(user => {
					user.onHttp1();
				});
			},
			onFailed(error) {
				end(user => {
					user.onFailed(error);
				});
			},
		});
		const opening = {users, giveUp};
		this.#opening.set(href, opening);
		return opening;
	}

	#keep(href: string, session: ClientHttp2Session): void {
		const drop = (): void => {
			if (this.#ready.get(href) === session) {
				this.#ready.delete(href);
			}
		};

		this.#ready.set(href, session);
		session.once('goaway', drop);
		session.once('close', drop);
		session.setTimeout(idleConnectionMs, () => {
			drop();
			// After the requests that are quiet, but not over.
			session.close();
		});
	}
}

import {Buffer} from 'node:buffer';
import {createHash, randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {replaceFile} from './private-files.js';

/** As OpenSSL takes them: a name, a key for HMAC and one for AES. */
const keyBytes = 48;
/** Keys that are stolen disclose the sessions of so long only. */
const rotateMs = 12 * 3_600_000;

type Keys = {
	readonly bytes: Buffer;
	/** Of what sessions were verified with; others must not be resumed. */
	readonly scope: string;
	/** In milliseconds since the epoch. */
	readonly madeAt: number;
};

const newKeys = (scope: string): Keys => ({bytes: randomBytes(keyBytes), scope, madeAt: Date.now()});

const scopeOf = (clientCa = ''): string => createHash('sha256').update(clientCa).digest('hex');

const leftMs = ({madeAt}: Keys): number => madeAt + rotateMs - Date.now();

/** @returns undefined if there are none, or none that are still good. */
const load = async (file: string): Promise<Keys | undefined> => {
	try {
		const {keys, scope, made_at: madeAt} = JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, unknown>>;
		const read = {bytes: Buffer.from(String(keys), 'base64'), scope: String(scope), madeAt: Date.parse(String(madeAt))};
		return read.bytes.length === keyBytes && leftMs(read) > 0 && leftMs(read) <= rotateMs ? read : undefined;
	} catch {
		return undefined;
	}
};

/**
The keys that session tickets are encrypted with, the same for all workers. Clients whose ticket was made with others shake hands in
full, so that nothing but time is lost if the keys cannot be saved.
*/
export class TicketKeys {
	readonly #file: string | undefined;
	#keys: Keys;
	#timer: NodeJS.Timeout | undefined;

	private constructor(file: string | undefined, keys: Keys) {
		this.#file = file;
		this.#keys = keys;
	}

	/**
	@param file - Where they are kept for the next start; nowhere if undefined.
	@param clientCa - What certificates of clients are verified with.
	*/
	static async open(file: string | undefined, clientCa?: string): Promise<TicketKeys> {
		const saved = file === undefined ? undefined : await load(file);
		const scope = scopeOf(clientCa);
		if (saved?.scope === scope) {
			return new TicketKeys(file, saved);
		}

		const keys = new TicketKeys(file, newKeys(scope));
		await keys.#save();
		return keys;
	}

	get current(): Uint8Array {
		return this.#keys.bytes;
	}

	/** Makes new ones from time to time, until {@link stop}. */
	rotate(onRotated: () => void): void {
		this.#timer = setTimeout(() => {
			this.#keys = newKeys(this.#keys.scope);
			void this.#save();
			onRotated();
			this.rotate(onRotated);
		}, Math.max(leftMs(this.#keys), 0)).unref();
	}

	/** Makes new ones because certificates of clients are verified with something else. */
	async renew(clientCa: string | undefined): Promise<void> {
		this.#keys = newKeys(scopeOf(clientCa));
		await this.#save();
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	async #save(): Promise<void> {
		if (this.#file === undefined) {
			return;
		}

		const {bytes, scope, madeAt} = this.#keys;
		try {
			await replaceFile(this.#file, JSON.stringify({keys: bytes.toString('base64'), scope, made_at: new Date(madeAt).toISOString()}));
		} catch {
			// See above.
		}
	}
}

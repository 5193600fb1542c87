import {Tunnel, type TunnelParts} from './tunnel.js';

/** The open tunnels of a worker. */
export class Tunnels {
	readonly #open = new Set<Tunnel>();

	open(parts: TunnelParts): Tunnel {
		const tunnel = new Tunnel(parts);
		this.#open.add(tunnel);
		parts.client.socket.once('close', () => {
			this.#open.delete(tunnel);
		});
		return tunnel;
	}

	close(): void {
		for (const tunnel of this.#open) {
			tunnel.close();
		}
	}
}

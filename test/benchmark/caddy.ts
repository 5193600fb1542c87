import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {PemFiles} from './pem-files.js';

/** @returns The command for a proxy over TLS. */
export const caddyTlsProxy = async (directory: string, port: number, backendPort: number, {cert, key}: PemFiles): Promise<readonly string[]> => {
	const file = path.join(directory, 'Caddyfile');
	await writeFile(file, `{
	admin off
	auto_https off
	log {
		output discard
	}
}
:${port} {
	bind 127.0.0.1
	tls ${cert} ${key}
	reverse_proxy 127.0.0.1:${backendPort}
}
`);
	return ['caddy', 'run', '--adapter', 'caddyfile', '--config', file];
};

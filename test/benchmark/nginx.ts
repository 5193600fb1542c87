import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {PemFiles} from './pem-files.js';
import {uploadPath} from './workloads.js';

/** One process without a log, whose files are all in that directory. */
const config = (directory: string, name: string, http: string): string => `daemon off;
master_process off;
pid ${directory}/${name}.pid;
error_log stderr crit;
events {
	worker_connections 4096;
}
http {
	access_log off;
	client_body_temp_path ${directory}/${name}-body;
	proxy_temp_path ${directory}/${name}-proxy;
	fastcgi_temp_path ${directory}/${name}-fastcgi;
	uwsgi_temp_path ${directory}/${name}-uwsgi;
	scgi_temp_path ${directory}/${name}-scgi;
	client_body_buffer_size 64k;
	keepalive_requests 1000000000;
	${http}
}
`;

const write = async (directory: string, name: string, http: string): Promise<readonly string[]> => {
	const file = path.join(directory, `${name}.conf`);
	await writeFile(file, config(directory, name, http));
	return ['nginx', '-e', 'stderr', '-c', file];
};

/** @returns The command for a backend that serves the files of a directory. */
export const nginxBackend = async (directory: string, port: number, files: string): Promise<readonly string[]> => write(directory, 'backend', `
	sendfile on;
	server {
		listen 127.0.0.1:${port} backlog=4096;
		root ${files};
		# Asked for by health checks.
		location = / {
			return 204;
		}
		location ${uploadPath} {
			return 200 "taken";
		}
	}`);

/** A proxy that keeps connections to its backend, as all its peers do. */
const proxy = (backendPort: number, listening: string): string => `
	upstream backend {
		server 127.0.0.1:${backendPort};
		keepalive 256;
		keepalive_requests 1000000000;
	}
	server {
		${listening}
		location / {
			proxy_pass http://backend;
			proxy_http_version 1.1;
			proxy_set_header Connection "";
			proxy_set_header Host $host;
			proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
			proxy_set_header X-Forwarded-Proto $scheme;
		}
	}`;

/** @returns The command for a proxy. */
export const nginxProxy = async (directory: string, port: number, backendPort: number): Promise<readonly string[]> =>
	write(directory, 'proxy', proxy(backendPort, `listen 127.0.0.1:${port} backlog=4096;`));

/** @returns The command for a proxy over TLS; several may run side by side. */
export const nginxTlsProxy = async (directory: string, port: number, backendPort: number, {cert, key}: PemFiles): Promise<readonly string[]> =>
	write(directory, `tls-proxy-${port}`, proxy(backendPort, `
		listen 127.0.0.1:${port} ssl backlog=4096;
		ssl_certificate ${cert};
		ssl_certificate_key ${key};
		ssl_protocols TLSv1.2 TLSv1.3;`));

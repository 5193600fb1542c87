import type {Buffer} from 'node:buffer';
import {type handleUnaryCall, type MethodDefinition, Server, ServerCredentials, type UntypedServiceImplementation} from '@grpc/grpc-js';

type BytesMethod = MethodDefinition<Buffer, Buffer>;

/** Of messages that are bytes. */
export const same = (bytes: Buffer): Buffer => bytes;

/** A method whose messages are bytes, so that no description of them is needed. */
export const bytesMethod = (path: string, {requestStream = false, responseStream = false} = {}): BytesMethod => ({
	path, requestStream, responseStream, requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same,
});

export type BytesCall = handleUnaryCall<Buffer, Buffer>;

/** Starts a gRPC server without TLS. */
export const startGrpcServer = async (services: ReadonlyArray<readonly [methods: Readonly<Record<string, BytesMethod>>, implementation: UntypedServiceImplementation]>): Promise<{readonly url: string; readonly stop: () => void}> => {
	const server = new Server();
	for (const [methods, implementation] of services) {
		server.addService(methods, implementation);
	}

	const port = await new Promise<number>((resolve, reject) => {
		server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
			if (error) {
				reject(error);
			} else {
				resolve(bound);
			}
		});
	});
	return {
		url: `h2c://127.0.0.1:${port}`,
		stop() {
			server.forceShutdown();
		},
	};
};

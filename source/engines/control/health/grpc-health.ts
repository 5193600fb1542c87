import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import {wholeGrpcServer} from '../../../model/health-check-settings.js';

/** The method of grpc.health.v1 that tells whether a service is well. */
export const grpcHealthPath = '/grpc.health.v1.Health/Check';

export const grpcFields = {'content-type': 'application/grpc', te: 'trailers'} as const;

/** Far more than an answer has. */
const maxBytes = 4096;
/** Before each message: whether it is compressed, and its length in four bytes. */
const prefixBytes = 5;

const codes = [
	'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED',
	'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
] as const;
const explanations = new Map([
	['UNIMPLEMENTED', ': it has no service grpc.health.v1.Health'],
	['NOT_FOUND', ': its health service does not know that service'],
]);
const servingStatuses = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'] as const;

export type GrpcVerdict = {readonly isServing: boolean; readonly reason: string};

/** A HealthCheckRequest with its prefix. Its one field is the name of the service, which is empty for the server as a whole. */
export const grpcHealthRequest = (service: string): Buffer => {
	const name = Buffer.from(service === wholeGrpcServer ? '' : service);
	// The tag of field 1, a text; a length below 128 is one byte.
	const message = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0A, name.length]), name]);
	const prefix = Buffer.alloc(prefixBytes);
	prefix.writeUInt32BE(message.length, 1);
	return Buffer.concat([prefix, message]);
};

/** Reads the status of a HealthCheckResponse with its prefix; undefined if it is none. The field is left out if it is 0. */
export const readServingStatus = (bytes: Buffer): number | undefined => {
	if (bytes.length < prefixBytes || bytes[0] !== 0 || bytes.readUInt32BE(1) !== bytes.length - prefixBytes) {
		return undefined;
	}

	const message = bytes.subarray(prefixBytes);
	return message.length === 0 ? 0 : (message.length === 2 && message[0] === 0x08 && message[1]! < 0x80 ? message[1] : undefined);
};

const fieldOf = (raw: readonly string[], wanted: string): string | undefined => {
	const index = raw.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === wanted);
	return index === -1 ? undefined : raw[index + 1];
};

/** What an answer says about the health of a service. Fixed texts only: a backend's bytes never reach a screen this way. */
export const judgeGrpcHealth = (body: Buffer, code: string | undefined): GrpcVerdict => {
	const name = code !== undefined && /^\d{1,2}$/v.test(code) ? codes[Number(code)] : undefined;
	if (name === undefined) {
		return {isServing: false, reason: 'invalid response: no gRPC status'};
	}

	if (name !== 'OK') {
		return {isServing: false, reason: `gRPC status ${name}${explanations.get(name) ?? ''}`};
	}

	const status = readServingStatus(body);
	const serving = status === undefined ? undefined : servingStatuses[status];
	return serving === undefined
		? {isServing: false, reason: 'invalid response: no HealthCheckResponse'}
		: {isServing: serving === 'SERVING', reason: `gRPC health ${serving}`};
};

/** Reads an answer to its end, unless it breaks off. The code stands in its trailers, or in its head if that is all. */
export const readGrpcHealth = (response: IncomingMessage, onEnd: (verdict: GrpcVerdict) => void): void => {
	let body = Buffer.alloc(0);
	response.on('data', (chunk: Buffer) => {
		body = Buffer.concat([body, chunk]).subarray(0, maxBytes);
	});
	response.on('end', () => {
		onEnd(judgeGrpcHealth(body, fieldOf(response.rawTrailers, 'grpc-status') ?? fieldOf(response.rawHeaders, 'grpc-status')));
	});
};

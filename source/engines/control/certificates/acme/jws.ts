import {Buffer} from 'node:buffer';
import {createHash, createHmac, createPublicKey, sign, type KeyObject} from 'node:crypto';

/** A JSON Web Signature in the form in which ACME sends it (RFC 8555 §6.2). */
export type Jws = {
	readonly protected: string;
	readonly payload: string;
	readonly signature: string;
};

/** The public half of a key on P-256, its members in the order of RFC 7638 §3.2. */
export type JsonWebKey = {
	readonly crv: string;
	readonly kty: string;
	readonly x: string;
	readonly y: string;
};

const encoded = (value: string | Uint8Array): string => Buffer.from(value).toString('base64url');

export const jsonWebKey = (privateKey: KeyObject): JsonWebKey => {
	const {crv, kty, x, y} = createPublicKey(privateKey).export({format: 'jwk'});
	return {crv: crv!, kty: kty!, x: x!, y: y!};
};

/** RFC 7638. */
export const thumbprint = (privateKey: KeyObject): string => createHash('sha256').update(JSON.stringify(jsonWebKey(privateKey))).digest('base64url');

/** @param payload - Undefined for none, in a request that only reads (RFC 8555 §6.3). */
const jws = (header: object, payload: unknown, signed: (text: string) => Uint8Array): Jws => {
	const [protectedText, payloadText] = [encoded(JSON.stringify(header)), payload === undefined ? '' : encoded(JSON.stringify(payload))];
	return {protected: protectedText, payload: payloadText, signature: encoded(signed(`${protectedText}.${payloadText}`))};
};

/** @param privateKey - On P-256. */
export const signedByKey = (privateKey: KeyObject, header: object, payload: unknown): Jws =>
	jws({alg: 'ES256', ...header}, payload, text => sign('sha256', Buffer.from(text), {key: privateKey, dsaEncoding: 'ieee-p1363'}));

export const signedBySecret = (secret: Uint8Array, header: object, payload: unknown): Jws =>
	jws({alg: 'HS256', ...header}, payload, text => createHmac('sha256', secret).update(text).digest());

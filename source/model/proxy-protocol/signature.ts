import {Buffer} from 'node:buffer';

/** How version 1 begins (PROXY protocol §2.1), and its longest header with the line end. */
export const textSignature = Buffer.from('PROXY ', 'latin1');
export const maxTextBytes = 107;

/** How version 2 begins (PROXY protocol §2.2), and the length of its fixed part. */
export const binarySignature = Buffer.from([0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A]);
export const binaryPrefixBytes = 16;

/** Bytes of the addresses and ports, by address family: INET, INET6, UNIX. */
export const addressBytes: Readonly<Record<number, number>> = {1: 12, 2: 36, 3: 216};

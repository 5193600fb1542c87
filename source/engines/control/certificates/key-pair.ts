import {generateKeyPair, type KeyObject} from 'node:crypto';
import {promisify} from 'node:util';

const generate = promisify(generateKeyPair);

/** A new key on the curve P-256, which all clients of today accept. */
export const newKeyPair = async (): Promise<{publicKey: KeyObject; privateKey: KeyObject}> => generate('ec', {namedCurve: 'P-256'});

export const privatePem = (key: KeyObject): string => String(key.export({type: 'pkcs8', format: 'pem'}));

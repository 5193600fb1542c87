import {Buffer} from 'node:buffer';
import {elementsOf} from '../der.js';

const authorityKeyIdentifier = Buffer.from('551d23', 'hex');
const contextTag = (number: number, isConstructed: boolean): number => 0x80 + (isConstructed ? 0x20 : 0) + number;

/**
The identifier of a certificate for its authority (RFC 9773 §4.1). Node's own members lack the key of the authority, and the serial
number's leading zeros.

@returns undefined if it does not name the key of its authority.
*/
export const certificateId = ({raw}: {readonly raw: Buffer}): string | undefined => {
	const [certificate] = elementsOf(raw);
	const [toBeSigned] = elementsOf(certificate!.content);
	const fields = elementsOf(toBeSigned!.content);
	const serial = fields.find(({tag}) => tag === 0x02);
	const extensions = fields.find(({tag}) => tag === contextTag(3, true));
	const extension = (extensions === undefined ? [] : elementsOf(elementsOf(extensions.content)[0]!.content))
		.map(({content}) => elementsOf(content))
		.find(([identifier]) => identifier!.content.equals(authorityKeyIdentifier));
	const value = extension?.at(-1);
	const keyIdentifier = value && elementsOf(elementsOf(value.content)[0]!.content).find(({tag}) => tag === contextTag(0, false));
	return keyIdentifier && serial && `${keyIdentifier.content.toString('base64url')}.${serial.content.toString('base64url')}`;
};

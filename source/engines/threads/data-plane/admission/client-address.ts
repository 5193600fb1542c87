import {normalAddress} from '../../../../model/ip-address.js';

/** Addresses that the kernel does not write in normal form: embedded IPv4, or with a zone. */
const unusual = /[.%]|^64:ff9b:/v;

/** An IPv4 client of a dual-stack listener, as the kernel writes it. */
const mapped = '::ffff:';

/** The normal form of an address of a `net.Socket`. */
export const clientAddress = (address: string | undefined): string => {
	if (address === undefined) {
		return 'unknown';
	}

	if (!address.includes(':')) {
		return address;
	}

	if (address.startsWith(mapped) && address.includes('.')) {
		return address.slice(mapped.length);
	}

	return unusual.test(address) ? normalAddress(address) ?? address : address;
};

import {normalAddress} from '../../../../model/ip-address.js';

/** What the kernel writes in another way than it is written here: an address that stands for one of IPv4, or one with a zone. */
const unusual = /[.%]|^64:ff9b:/v;

/** An IPv4 client of a dual-stack listener, as the kernel writes it. */
const mapped = '::ffff:';

/** An address as `net.Socket` tells it, in its normal form. */
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

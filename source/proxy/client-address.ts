/** An address as `net.Socket` tells it; an IPv4 client of a dual-stack listener is told as IPv4. */
export const clientAddress = (address: string | undefined): string => {
	if (address === undefined) {
		return 'unknown';
	}

	return address.startsWith('::ffff:') ? address.slice(7) : address;
};

const reasons: Readonly<Record<string, string>> = {
	ENXIO: 'nothing reads the log',
	EPIPE: 'the reader of the log has gone',
	ENOSPC: 'the disk is full',
};

export const lostReason = (error: unknown): string => {
	const {code = '', message} = error as NodeJS.ErrnoException;
	return reasons[code] ?? message;
};

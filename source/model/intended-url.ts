const scheme = 'http://';

/**
Completes a typed backend: the scheme is optional, and a port alone is local. (A URL parser takes `http://9001` for the IPv4 address
0.0.35.41, which is never meant.) Validation is done by `parseBackendUrl`.
*/
export const intendedUrl = (text: string): string => {
	const trimmed = text.trim();
	const port = /^(?<given>https?:\/\/)?:?(?<port>\d+)\/?$/iv.exec(trimmed)?.groups;
	if (port) {
		return `${port['given'] ?? scheme}localhost:${port['port']}`;
	}

	return trimmed === '' || trimmed.includes('//') ? trimmed : scheme + trimmed;
};

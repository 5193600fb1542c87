const scheme = 'http://';

/**
What a person means by a backend that was typed: the scheme may be left off, and a port alone is one of this machine. (A URL
parser takes `http://9001` for the IPv4 address 0.0.35.41, which is never meant.) Whether it can be a backend, `parseBackendUrl` says.
*/
export const intendedUrl = (text: string): string => {
	const trimmed = text.trim();
	const port = /^(?<given>https?:\/\/)?:?(?<port>\d+)\/?$/iv.exec(trimmed)?.groups;
	if (port) {
		return `${port['given'] ?? scheme}localhost:${port['port']}`;
	}

	return trimmed === '' || trimmed.includes('//') ? trimmed : scheme + trimmed;
};

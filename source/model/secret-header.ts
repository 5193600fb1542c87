/** Fields with which whoever reads their values could act as somebody else. */
const secretNames = new Set([
	'api-key',
	'authorization',
	'cookie',
	'proxy-authorization',
	'set-cookie',
	'x-access-token',
	'x-amz-security-token',
	'x-api-key',
	'x-auth-token',
	'x-csrf-token',
	'x-goog-api-key',
	'x-xsrf-token',
]);

export const isSecretHeader = (name: string): boolean => secretNames.has(name.toLowerCase());

const mask = '***';

const maskCookie = (pair: string): string => pair.includes('=') ? `${pair.slice(0, pair.indexOf('='))}=${mask}` : mask;

/** A value that tells what kind of secret it is, and nothing of it: `Bearer ***`, `session=***; theme=***`. */
export const maskHeader = (name: string, value: string): string => {
	switch (name.toLowerCase()) {
		case 'authorization':
		case 'proxy-authorization': {
			return /^[A-Za-z]+ /v.test(value) ? `${value.slice(0, value.indexOf(' '))} ${mask}` : mask;
		}

		case 'cookie': {
			return value.split(';').map(pair => maskCookie(pair)).join(';');
		}

		case 'set-cookie': {
			// What follows the first pair are attributes, which are no secrets.
			const [pair = '', ...attributes] = value.split(';');
			return [maskCookie(pair), ...attributes].join(';');
		}

		default: {
			return isSecretHeader(name) ? mask : value;
		}
	}
};

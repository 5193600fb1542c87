/** Fields with credentials. */
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

const isSecretHeader = (name: string): boolean => secretNames.has(name.toLowerCase());

const mask = '***';

const maskCookie = (pair: string): string => pair.includes('=') ? `${pair.slice(0, pair.indexOf('='))}=${mask}` : mask;

/** Masks a value but keeps its kind: `Bearer ***`, `session=***; theme=***`. */
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
			// After the first pair come attributes, which are not secret.
			const [pair = '', ...attributes] = value.split(';');
			return [maskCookie(pair), ...attributes].join(';');
		}

		default: {
			return isSecretHeader(name) ? mask : value;
		}
	}
};

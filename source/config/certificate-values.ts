import {isIP} from 'node:net';
import {parsedText, textLike, wordList, wordSeparator} from './schema.js';
import {isHostName} from './value-types.js';

const hostNamesAllowed = 'host names or addresses, such as app.test, *.app.test or 192.168.1.2';

/** Names that a certificate is for. */
export const hostNames = {
	placeholder: 'NAMES',
	allowed: hostNamesAllowed,
	environmentSeparator: wordSeparator,
	schema: wordList(
		parsedText(`give ${hostNamesAllowed}`, given => isIP(given) !== 0 || isHostName(given.replace(/^\*\./v, '')) ? given.toLowerCase() : undefined),
		`give ${hostNamesAllowed}`,
	),
};

const dnsNamesAllowed = 'DNS names, such as example.com';

/** Names that an authority can look up; it issues wildcards by DNS alone. */
export const dnsNames = {
	placeholder: 'NAMES',
	allowed: dnsNamesAllowed,
	environmentSeparator: wordSeparator,
	schema: wordList(
		parsedText(`give ${dnsNamesAllowed}; neither addresses nor wildcards`, given => isIP(given) === 0 && isHostName(given) ? given.toLowerCase() : undefined),
		`give ${dnsNamesAllowed}`,
	),
};

const emailAllowed = 'an email address, such as admin@example.com';

export const emailAddress = {
	placeholder: 'ADDRESS',
	allowed: emailAllowed,
	schema: textLike(/^[^\s@,?]{1,64}@[^\s@,?]{1,255}$/v, `give ${emailAllowed}`),
};

const httpsUrlAllowed = 'a URL, such as https://acme.example.com/directory';

export const httpsUrl = {
	placeholder: 'URL',
	allowed: httpsUrlAllowed,
	schema: parsedText(`give ${httpsUrlAllowed}`, given => given.startsWith('https://') && URL.canParse(given) ? given : undefined),
};

export const base64UrlText = {
	placeholder: 'TEXT',
	allowed: 'a text in base64url, as the authority shows it',
	schema: textLike(/^[\w\-]{16,1024}={0,2}$/v, 'give a text in base64url, as the authority shows it'),
};

export const plainText = {
	placeholder: 'TEXT',
	allowed: 'a text of up to 1024 characters',
	schema: textLike(/^\P{Control}{1,1024}$/v, 'give a text of up to 1024 characters'),
};

import {hostname, userInfo} from 'node:os';
import {packageVersion} from './package-version.js';

/** The operating system's user; undefined for one without a name, as in some containers. */
export const username = (): string | undefined => {
	try {
		return userInfo().username;
	} catch {
		return undefined;
	}
};

/**
What this program calls itself at the admin API of an instance, in the characters of a header field.

@param part - Comes first, as the instance cuts long names.
*/
export const userAgent = (part = ''): string =>
	`proxy-tui/${packageVersion()} (${part}${`${username() ?? 'unknown'}@${hostname()}`.replaceAll(/[^\w.@\-]/gv, '?')})`;

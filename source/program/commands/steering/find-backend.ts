import {parseBackendUrl} from '../../../model/backend-url.js';
import {intendedUrl} from '../../../model/intended-url.js';
import {ControlError} from '../../../model/control-error.js';
import type {BackendStatus} from '../../../model/status.js';

const maxListed = 10;

/**
Finds a backend by id or URL, which may be as short as for `add`.

@throws {ControlError} `backend_not_found`
*/
export const findBackend = (named: string, backends: readonly BackendStatus[]): BackendStatus => {
	const {url} = parseBackendUrl(intendedUrl(named));
	const found = backends.find(backend => backend.id === named) ?? backends.find(backend => backend.url === url);
	if (found) {
		return found;
	}

	const listed = backends.slice(0, maxListed).map(backend => `${backend.id} ${backend.url}`);
	const rest = backends.length > maxListed ? [`and ${backends.length - maxListed} more`] : [];
	throw new ControlError('backend_not_found', `There is no backend "${named}". ${backends.length === 0 ? 'The pool is empty.' : `There are: ${[...listed, ...rest].join(', ')}.`}`);
};

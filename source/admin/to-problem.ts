import {RequestError} from '@hono/node-server';
import {ControlError, type ControlErrorCode} from '../model/control-error.js';
import {Problem} from './problem.js';

const statusOf = (code: ControlErrorCode): number => {
	switch (code) {
		case 'invalid_backend':
		case 'invalid_edit':
		case 'invalid_setting': {
			return 400;
		}

		case 'file_not_allowed': {
			return 403;
		}

		case 'backend_not_found':
		case 'exchange_not_found': {
			return 404;
		}

		case 'duplicate_backend':
		case 'too_many_backends':
		case 'nothing_to_undo':
		case 'not_replayable':
		case 'body_not_captured': {
			return 409;
		}

		case 'not_supported': {
			return 501;
		}

		case 'shutting_down': {
			return 503;
		}

		case 'not_connected':
		case 'unauthorized':
		case 'not_allowed':
		case 'unexpected_answer': {
			return 502;
		}
	}
};

/** The problem of an error. Unexpected errors get a general message. */
export const toProblem = (error: unknown): Problem => {
	if (error instanceof Problem) {
		return error;
	}

	if (error instanceof ControlError) {
		return new Problem(statusOf(error.code), error.code, error.message, {cause: error});
	}

	return error instanceof RequestError ? new Problem(400, 'malformed_request', 'The request\'s target or Host header is malformed.', {cause: error}) : new Problem(500, 'internal_error', 'The admin API failed to handle this request; the proxy is not affected.', {cause: error});
};

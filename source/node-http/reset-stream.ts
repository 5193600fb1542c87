import type {ServerHttp2Stream} from 'node:http2';

/** Resets an HTTP/2 stream. Node alone would end it before, so that a client might take what it got for the whole. */
export const resetStream = (stream: ServerHttp2Stream, code: number): void => {
	stream._final = callback => {
		callback();
	};

	stream.close(code);
};

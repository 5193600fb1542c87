import type {ExchangeDetail} from '../../../model/exchange-detail.js';
import {viewBody} from '../../exchange/body-view.js';
import type {ReadExchange} from './inspect-mode.js';

/** Formats the bodies for reading. */
export const readExchange = async (detail: ExchangeDetail): Promise<ReadExchange> => {
	const [requestBody, responseBody] = await Promise.all([
		detail.requestBody && viewBody(detail.requestBody, detail.requestHeaders),
		detail.responseBody && viewBody(detail.responseBody, detail.responseHeaders ?? []),
	]);
	return {detail, ...(requestBody && {requestBody}), ...(responseBody && {responseBody})};
};

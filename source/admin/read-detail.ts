import type {ExchangeDetail} from '../model/exchange-detail.js';
import {withoutSecrets} from '../wire/exchange-detail.js';
import {Problem} from './problem.js';
import type {RouteContext} from './route.js';

/**
Reads the number of a request in a path.

@throws {Problem} 404.
*/
export const requestNumber = (text: string): number => {
	if (!/^\d{1,15}$/v.test(text)) {
		throw new Problem(404, 'exchange_not_found', 'Give the number of a request; GET /requests lists them.');
	}

	return Number(text);
};

/**
The request that the path names, as far as the client may see it.

@throws {Problem} 404.
*/
export const readDetail = async ({control, parameter, maySteer}: Pick<RouteContext, 'control' | 'parameter' | 'maySteer'>): Promise<ExchangeDetail> => {
	const detail = await control.readExchange(requestNumber(parameter));
	if (!detail) {
		throw new Problem(404, 'exchange_not_found', 'That request is no longer available; GET /requests lists those that are.');
	}

	return maySteer ? detail : withoutSecrets(detail);
};

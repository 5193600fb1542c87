import type {HeaderRule, HeaderValuePart, HeaderVariable} from '../../../../model/header-rule.js';
import type {PoolMember} from '../../../../model/pool.js';
import type {Exchange} from '../exchange.js';
import type {RequestHeaders} from './request-headers.js';

type Values = Readonly<Record<HeaderVariable, string>>;

const valuesOf = ({client, requestId}: Exchange, {url}: Pick<PoolMember, 'url'>): Values =>
	({client, request_id: requestId ?? '', backend: url});

const render = (parts: readonly HeaderValuePart[], values: Values): string =>
	parts.map(part => typeof part === 'string' ? part : values[part.variable]).join('');

/** @returns A copy, as a retry may go to another backend. */
export const withRequestRules = (headers: RequestHeaders, rules: readonly HeaderRule[], exchange: Exchange, backend: PoolMember): RequestHeaders => {
	const changed = {...headers};
	const values = valuesOf(exchange, backend);
	for (const rule of rules) {
		const name = rule.name.toLowerCase();
		switch (rule.action) {
			case 'set': {
				changed[name] = render(rule.value, values);
				break;
			}

			case 'append': {
				changed[name] = [changed[name] ?? [], render(rule.value, values)].flat();
				break;
			}

			case 'remove': {
				Reflect.deleteProperty(changed, name);
				break;
			}
		}
	}

	return changed;
};

const without = (fields: readonly string[], name: string): string[] =>
	fields.filter((_, index) => fields[index - (index % 2)]!.toLowerCase() !== name);

/** @param fields - `[name, value, name, value, …]` */
export const withResponseRules = (fields: readonly string[], rules: readonly HeaderRule[], exchange: Exchange): string[] => {
	let changed = [...fields];
	const values = valuesOf(exchange, exchange.attempts.tried.at(-1)!);
	for (const rule of rules) {
		if (rule.action !== 'append') {
			changed = without(changed, rule.name.toLowerCase());
		}

		if (rule.action !== 'remove') {
			changed.push(rule.name, render(rule.value, values));
		}
	}

	return changed;
};

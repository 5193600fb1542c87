import type {HeaderRule, HeaderValuePart, HeaderVariable} from '../../../../model/header-rule.js';
import type {PoolMember} from '../../../../model/pool.js';
import type {Exchange} from '../exchange.js';
import {addField, removeFields} from './field-list.js';
import type {RequestHeaders} from './request-headers.js';

type Values = Readonly<Record<HeaderVariable, string>>;

/** The variables of an exchange. */
export const valuesOf = ({client, requestId}: Exchange, {url}: Pick<PoolMember, 'url'>): Values =>
	({client, request_id: requestId ?? '', backend: url});

const render = (parts: readonly HeaderValuePart[], values: Values): string => {
	let text = '';
	for (const part of parts) {
		text += typeof part === 'string' ? part : values[part.variable];
	}

	return text;
};

/** @returns A copy, as a retry may go to another backend. */
export const withRules = (headers: RequestHeaders, rules: readonly HeaderRule[], values: Values): RequestHeaders => {
	const changed = {...headers};
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

/** @param fields - `[name, value, …]`; changed. */
export const applyRules = (fields: string[], rules: readonly HeaderRule[], values: Values): void => {
	for (const rule of rules) {
		if (rule.action !== 'append') {
			removeFields(fields, rule.name);
		}

		if (rule.action !== 'remove') {
			addField(fields, rule.name, render(rule.value, values));
		}
	}
};

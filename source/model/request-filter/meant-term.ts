import {filterFieldOf} from './fields.js';

const term = /^(?<negation>!|-|not:)?(?<name>[a-z]+)(?<sign>!=|[:<=>])(?<value>.*)$/isv;

/**
How a term has to be written that names a field as other languages do: `ms>200`, `status!=500`, `-status:2xx`. Undefined where it is
written right, or names no field.
*/
export const meantTerm = (written: string): string | undefined => {
	const {negation = '', name = '', sign = '', value = ''} = term.exec(written)?.groups ?? {};
	const isRight = sign === ':' && (negation === '' || negation === '!');
	if (isRight || filterFieldOf(name) === undefined) {
		return undefined;
	}

	const isNegated = (negation !== '') !== (sign === '!=');
	const bound = sign === '<' || sign === '>' ? sign + value : value.replace(/^=/v, '');
	return `${isNegated ? '!' : ''}${name}:${bound}`;
};

import {filterFieldOf} from './fields.js';

const term = /^(?<negation>!|-|not:)?(?<name>[a-z]+)(?<sign>!=|[:<=>])(?<value>.*)$/isv;

/** Corrects the notation of other languages: `ms>200`, `status!=500`, `-status:2xx`. Undefined if a term is correct or has no known field. */
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

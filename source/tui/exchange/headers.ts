import type {RawHeaders} from '../../model/exchange-detail.js';
import {maskHeader} from '../../model/secret-header.js';

export type Field = {
	readonly name: string;
	readonly value: string;
};

/** The fields one by one, in their order. */
export const fieldsOf = (headers: RawHeaders): readonly Field[] =>
	Array.from({length: Math.floor(headers.length / 2)}, (_, index) => ({name: headers[index * 2]!, value: headers[(index * 2) + 1]!}));

/** A field with its value masked if that is a secret, unless it is to be seen. */
export const shownField = ({name, value}: Field, showsSecrets: boolean): Field => ({name, value: showsSecrets ? value : maskHeader(name, value)});

/** The same fields with the values of secrets masked, unless they are to be seen. */
export const shownFields = (headers: RawHeaders, showsSecrets: boolean): readonly Field[] =>
	fieldsOf(headers).map(field => shownField(field, showsSecrets));

/** The value of a field; of one that stands there several times, the first. */
export const valueOf = (headers: RawHeaders, name: string): string | undefined =>
	fieldsOf(headers).find(field => field.name.toLowerCase() === name)?.value;

import type {RawHeaders} from '../../model/exchange-detail.js';
import {maskHeader} from '../../model/secret-header.js';

export type Field = {
	readonly name: string;
	readonly value: string;
};

/** The fields in their order. */
export const fieldsOf = (headers: RawHeaders): readonly Field[] =>
	Array.from({length: Math.floor(headers.length / 2)}, (_, index) => ({name: headers[index * 2]!, value: headers[(index * 2) + 1]!}));

/** A field, its value masked if secret. */
export const shownField = ({name, value}: Field, showsSecrets: boolean): Field => ({name, value: showsSecrets ? value : maskHeader(name, value)});

/** The fields, secret values masked unless they are to be shown. */
export const shownFields = (headers: RawHeaders, showsSecrets: boolean): readonly Field[] =>
	fieldsOf(headers).map(field => shownField(field, showsSecrets));

/** The value of a field, the first if it is repeated. */
export const valueOf = (headers: RawHeaders, name: string): string | undefined =>
	fieldsOf(headers).find(field => field.name.toLowerCase() === name)?.value;

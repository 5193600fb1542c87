/* Header fields as `[name, value, …]`, in any letter case (RFC 9110 §5.1). */

/** Most names differ in their length. */
const isSame = (name: string, other: string): boolean =>
	name.length === other.length && (name === other || name.toLowerCase() === other.toLowerCase());

export const hasField = (fields: readonly string[], name: string): boolean => {
	for (let index = 0; index < fields.length; index += 2) {
		if (isSame(fields[index]!, name)) {
			return true;
		}
	}

	return false;
};

export const removeFields = (fields: string[], name: string): void => {
	for (let index = fields.length - 2; index >= 0; index -= 2) {
		if (isSame(fields[index]!, name)) {
			fields.splice(index, 2);
		}
	}
};

export const addField = (fields: string[], name: string, value: string | readonly string[]): void => {
	if (typeof value === 'string') {
		fields.push(name, value);
		return;
	}

	for (const each of value) {
		fields.push(name, each);
	}
};

const mask = '***';

const decoded = (name: string): string => {
	try {
		return decodeURIComponent(name.replaceAll('+', ' '));
	} catch {
		return name;
	}
};

/** Redacts the values of some query parameters and header fields. */
export class Redaction {
	readonly #names: ReadonlySet<string>;

	/** @param names - Case-insensitive. */
	constructor(names: readonly string[]) {
		this.#names = new Set(names.map(name => name.toLowerCase()));
	}

	/** A request target, or any other URL, with redacted parameter values. */
	target(target: string): string {
		const start = this.#names.size === 0 ? -1 : target.indexOf('?');
		if (start === -1) {
			return target;
		}

		const query = target.slice(start + 1).split('&').map(pair => {
			const equals = pair.indexOf('=');
			return equals !== -1 && this.#names.has(decoded(pair.slice(0, equals)).toLowerCase()) ? `${pair.slice(0, equals)}=${mask}` : pair;
		});
		return `${target.slice(0, start)}?${query.join('&')}`;
	}

	/**
	@param name - In lower case.
	@param value - Empty for a missing field.
	*/
	header(name: string, value: string): string {
		return value !== '' && this.#names.has(name) ? mask : value;
	}
}

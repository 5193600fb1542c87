/** Memoizes a function per object, weakly. */
export const onceEach = <Key extends object, Value>(workOut: (key: Key) => Value): ((key: Key) => Value) => {
	const known = new WeakMap<Key, Value>();
	return key => {
		let value = known.get(key);
		if (value === undefined) {
			value = workOut(key);
			known.set(key, value);
		}

		return value;
	};
};

/** Works something out once for each object, and keeps it no longer than the object. */
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

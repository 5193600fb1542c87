import type {OutgoingFields} from '../../../../../source/engines/threads/data-plane/admission/request-head.js';
import type {RequestHeaders} from '../../../../../source/engines/threads/data-plane/headers/request-headers.js';

/** The header fields of a request that go on, kept in a record. */
export const fieldsOf = (headers: RequestHeaders): OutgoingFields => ({
	get: name => headers[name],
	set(name, value) {
		headers[name] = value;
	},
	remove(name) {
		Reflect.deleteProperty(headers, name);
	},
});

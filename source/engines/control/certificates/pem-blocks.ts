const block = /-----BEGIN (?<label>[A-Z\d ]+)-----[^\-]*-----END \k<label>-----/gv;

/** The blocks of a PEM file (RFC 7468) whose label ends like this, in their order. */
export const pemBlocks = (pem: string, label: 'CERTIFICATE' | 'PRIVATE KEY'): readonly string[] =>
	Array.from(pem.matchAll(block), ({0: text, groups}) => ({text, label: groups!['label']!}))
		.filter(found => found.label.endsWith(label))
		.map(({text}) => text);

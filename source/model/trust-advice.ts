/** What to do so that certificates of the local authority are trusted. */
export const trustAdvice = (file: string): string =>
	`To have browsers trust the local authority, import ${file} as an authority (Firefox: Settings, Certificates; others: the system's certificates). For curl, give --cacert ${file}; for Node.js, NODE_EXTRA_CA_CERTS=${file}.`;

/** Why a certificate cannot be served. The message is to be read behind the name of a file. */
export class CertificateError extends Error {
	override readonly name = 'CertificateError';
}

const certificateReasons = new Map([
	['CERT_HAS_EXPIRED', 'TLS: certificate expired'],
	['CERT_NOT_YET_VALID', 'TLS: certificate not valid yet'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS: self-signed certificate'],
	['SELF_SIGNED_CERT_IN_CHAIN', 'TLS: self-signed certificate in the chain'],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'TLS: certificate of an unknown authority'],
	['UNABLE_TO_GET_ISSUER_CERT', 'TLS: certificate of an unknown authority'],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'TLS: certificate of an unknown authority'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS: certificate of another name'],
]);

/**
Why a TLS connection failed, in words.

@param code - Of the error.
@returns undefined for other errors.
*/
export const tlsFailureReason = (code: string): string | undefined =>
	certificateReasons.get(code)
	?? (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') ? 'TLS: handshake failed' : undefined);

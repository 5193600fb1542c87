import * as z from 'zod';

/* What an authority sends (RFC 8555 §7.1), as far as it is used. */

export const directoryResource = z.object({
	newNonce: z.url(),
	newAccount: z.url(),
	newOrder: z.url(),
	/** RFC 9773. */
	renewalInfo: z.url().optional(),
	meta: z.object({externalAccountRequired: z.boolean().optional()}).optional(),
});

export type Directory = z.infer<typeof directoryResource>;

export const problemResource = z.object({
	type: z.string().optional(),
	detail: z.string().optional(),
});

export const orderResource = z.object({
	status: z.enum(['pending', 'ready', 'processing', 'valid', 'invalid']),
	authorizations: z.array(z.url()),
	finalize: z.url(),
	certificate: z.url().optional(),
	error: problemResource.optional(),
});

export type Order = z.infer<typeof orderResource>;

export const challengeResource = z.object({
	type: z.string(),
	url: z.url(),
	token: z.string().regex(/^[\w\-]{1,256}$/v).optional(),
	error: problemResource.optional(),
});

export const authorizationResource = z.object({
	status: z.enum(['pending', 'valid', 'invalid', 'deactivated', 'expired', 'revoked']),
	identifier: z.object({type: z.string(), value: z.string()}),
	challenges: z.array(challengeResource),
});

export type Authorization = z.infer<typeof authorizationResource>;

/** RFC 9773 §4.2. */
export const renewalInfoResource = z.object({
	suggestedWindow: z.object({start: z.iso.datetime({offset: true}), end: z.iso.datetime({offset: true})}),
});

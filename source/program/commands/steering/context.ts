import type {BackendStatus} from '../../../model/status.js';
import type {AdminClient} from '../../../engines/remote/admin-client.js';
import {decode} from '../../../engines/remote/decode.js';
import {backendListWire} from '../../../wire/backend.js';
import type {SteeringArguments} from './arguments.js';
import {printable, printableJson} from './printable.js';

/** Output and exit code. */
export type Outcome = {
	readonly text: string;
	readonly exitCode: number;
};

/** The arguments, with the token itself. */
export type Steering = Omit<SteeringArguments, 'token'> & {readonly token: string | undefined; readonly userAgent?: string};

/** What a command works with. */
export type Context = Steering & {readonly client: AdminClient};

export const readBackends = async ({client}: Context): Promise<readonly BackendStatus[]> =>
	decode(backendListWire, await client.read('/backends'), client.address).backends;

export const pathOf = ({id}: BackendStatus): string => `/backends/${encodeURIComponent(id)}`;

export const done = ({json: asJson}: Context, json: unknown, sentence: string): Outcome =>
	({text: asJson ? printableJson(json ?? null) : printable(sentence), exitCode: 0});

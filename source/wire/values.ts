import * as z from 'zod';
import {adminStates, isBackendId, maxWeight, minWeight} from '../model/backend.js';
import {policies} from '../model/pool.js';
import {wallTime} from '../model/steady-clock.js';
import {same, type Wire} from './wire.js';

export const text = same(z.string());
export const flag = same(z.boolean());
export const count = same(z.int().min(0), z.number());
/** One that is counted on with. */
export const ordinal = same(z.int().min(0), z.int());
export const share: Wire<number> = {...same(z.number().min(0).max(1), z.number()), encode: figure => rounded(figure)};
export const milliseconds = same(z.number().min(0), z.number());

/** Six digits say all there is to know; more would only tell of floating-point arithmetic. */
export const rounded = (figure: number): number => Number(figure.toPrecision(6));

/** Milliseconds and the like, as they are measured. */
export const figure: Wire<number> = {...milliseconds, encode: rounded};

const timestamp = {schema: z.iso.datetime(), reader: z.iso.datetime().transform(time => Date.parse(time))};

/** Milliseconds since the epoch. */
export const moment: Wire<number> = {...timestamp, encode: at => new Date(at).toISOString()};

/** Milliseconds by the steady clock, encoded by the system's. */
export const steadyMoment: Wire<number> = {...timestamp, encode: at => new Date(wallTime(at)).toISOString()};

/** It goes into titles, paths and messages. */
export const backendId = same(z.string(), z.string().refine(isBackendId, {error: 'an id looks like b1'}));

const weightError = `give a whole number from ${minWeight} to ${maxWeight}`;
export const weight = same(z.int({error: weightError}).min(minWeight, {error: weightError}).max(maxWeight, {error: weightError}));
export const adminState = same(z.enum(adminStates, {error: `give one of ${adminStates.join(', ')}`}));
export const health = same(z.enum(['unknown', 'healthy', 'unhealthy']));
export const policy = same(z.enum(policies));

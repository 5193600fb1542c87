import * as z from 'zod';
import {maxWeight, minWeight} from '../../model/backend.js';

const error = `give a whole number from ${minWeight} to ${maxWeight}`;

export const weightSchema = z.int({error}).min(minWeight, {error}).max(maxWeight, {error});

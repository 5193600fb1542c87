import {byProxy, type Cause} from '../../source/model/actor.js';
import type {ControlEvent, UntimedEvent} from '../../source/model/event.js';

/** An event, of which a test says no more than it cares for. */
export type TestEvent = UntimedEvent & Partial<Cause> & {readonly at?: number};

export const happened = (event: TestEvent): ControlEvent => ({...byProxy, at: 0, ...event});

export const warned = (message: string, at = 0): ControlEvent => happened({type: 'warning', warning: {type: 'other', words: message}, at});

import type {ScreenState} from '../state/screen-state.js';

/** What the key for it would do to the capture of bodies. */
export const captureLabel = ({status: {captureBytes}}: ScreenState): string => captureBytes === undefined ? 'capture' : 'stop capture';

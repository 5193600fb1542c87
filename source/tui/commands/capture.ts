import type {Session} from '../session.js';
import {messageOf} from './change-pool.js';

/** How much of each body is kept, when it is switched on by a key. */
const captured = '64KB';

const setCapture = async (session: Session, isOn: boolean): Promise<void> => {
	try {
		await session.control.updateSettings({capture: isOn ? captured : 0});
		session.notify(isOn
			? `Capturing the first ${captured} of each body of new requests; c stops it`
			: 'Stopped capturing bodies', 'good');
	} catch (error) {
		session.notify(messageOf(error), 'bad');
	}
};

/** Whether bodies are captured by now. */
export const isCapturing = ({control}: Session): boolean => control.status().captureBytes !== undefined;

export const toggleCapture = (session: Session): void => {
	void setCapture(session, !isCapturing(session));
};

import type {Session} from '../../session.js';
import {messageOf} from '../pool/change-pool.js';

/** Bytes of each body to capture when a key turns capture on. */
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

export const isCapturing = ({control}: Session): boolean => control.status().captureBytes !== undefined;

export const toggleCapture = (session: Session): void => {
	void setCapture(session, !isCapturing(session));
};

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';

/**
Notifies the service manager (sd_notify(3)). Its socket takes datagrams, which Node cannot send, so systemd-notify does it.

@param state - Such as `READY=1`.
@throws If there is a service manager and it cannot be notified.
*/
export const notifyServiceManager = async (state: string): Promise<void> => {
	if (process.env['NOTIFY_SOCKET'] === undefined) {
		return;
	}

	try {
		const [code] = await once(spawn('systemd-notify', [`--pid=${process.pid}`, state], {stdio: 'ignore'}), 'close') as [number | null];
		if (code !== 0) {
			throw new Error(`systemd-notify ended with ${code}`);
		}
	} catch (error) {
		throw new Error(`Cannot notify the service manager of ${state}: ${(error as Error).message}. Install systemd-notify, or use Type=exec.`, {cause: error});
	}
};

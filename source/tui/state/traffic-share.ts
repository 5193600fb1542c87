import type {BackendStatus} from '../../model/status.js';

/** Share of the requests of the last seconds that a backend got, 0 to 1; without recent ones, of all since the start; undefined without any. */
export const trafficShare = ({recent, requests}: BackendStatus, backends: readonly BackendStatus[]): number | undefined => {
	const rate = backends.reduce((sum, other) => sum + other.recent.requestsPerSecond, 0);
	if (rate > 0) {
		return recent.requestsPerSecond / rate;
	}

	const total = backends.reduce((sum, other) => sum + other.requests, 0);
	return total === 0 ? undefined : requests / total;
};

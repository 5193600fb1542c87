import {healthCheckProblem, type HealthMethod} from '../model/health-check-settings.js';
import {isLoopback} from '../model/loopback.js';
import type {BackendSetting} from './backend-setting.js';
import type {GivenSettings} from './given-settings.js';
import {flagName, environmentName} from './names.js';
import type {SettingKey} from './settings.js';

const anyHosts: ReadonlySet<unknown> = new Set([undefined, '0.0.0.0', '::']);

/** Whether the admin API is protected. */
const checkTokens = (settings: GivenSettings): readonly string[] => {
	const problems: string[] = [];
	const value = (key: Parameters<GivenSettings['get']>[0]): unknown => settings.get(key)?.value;

	const adminHost = String(value('adminHost'));
	const hasToken = value('adminToken') !== undefined || value('adminTokenFile') !== undefined;
	if (!isLoopback(adminHost) && !hasToken) {
		const token = `${flagName('adminToken')} (or ${environmentName('adminToken')}) or ${flagName('adminTokenFile')}`;
		problems.push(`${settings.get('adminHost')?.from}: other machines can reach ${adminHost}; set ${token} to keep them from changing the proxy.`);
	}

	if (value('adminToken') !== undefined && value('adminTokenFile') !== undefined) {
		problems.push(`${settings.get('adminToken')?.from} and ${settings.get('adminTokenFile')?.from} both set the token; give one of them.`);
	}

	if (value('adminReadToken') !== undefined && !hasToken) {
		problems.push(`${settings.get('adminReadToken')?.from}: without ${flagName('adminToken')} anyone can change everything; set that, too.`);
	}

	return problems;
};

/** Prefix of a message: where the first of these was given, if anywhere. */
const placeOf = (settings: GivenSettings, keys: readonly SettingKey[]): string => {
	const from = keys.map(key => settings.get(key)?.from).find(source => source !== undefined && source !== 'default');
	return from === undefined || from.startsWith('--') ? '' : `${from}: `;
};

/** Problems of settings that are each valid alone. */
export const checkTogether = (settings: GivenSettings): readonly string[] => {
	const problems = [...checkTokens(settings)];
	const value = (key: Parameters<GivenSettings['get']>[0]): unknown => settings.get(key)?.value;

	const adminHost = String(value('adminHost'));
	const port = value('port');
	const hosts = [value('host'), adminHost];
	if (port !== 0 && port === value('adminPort') && (hosts[0] === hosts[1] || hosts.some(host => anyHosts.has(host)))) {
		problems.push(`${placeOf(settings, ['port', 'adminPort'])}${flagName('port')} and ${flagName('adminPort')} are both ${String(port)}; give each a port of its own.`);
	}

	for (const [key, other] of [['backendCert', 'backendKey'], ['backendKey', 'backendCert']] as const) {
		if (value(key) !== undefined && value(other) === undefined) {
			problems.push(`${settings.get(key)?.from}: ${flagName(key)} needs ${flagName(other)}; give both or neither.`);
		}
	}

	const health = {method: value('healthMethod') as HealthMethod, ...(value('healthBody') !== undefined && {body: String(value('healthBody'))})};
	const healthProblem = healthCheckProblem(health);
	if (healthProblem !== undefined) {
		problems.push(`${placeOf(settings, ['healthMethod', 'healthBody'])}${flagName('healthMethod')} and ${flagName('healthBody')}: ${healthProblem}.`);
	}

	for (const {url, healthCheck} of (value('backends') ?? []) as readonly BackendSetting[]) {
		// A problem of all is reported once.
		const problem = healthCheck && healthProblem === undefined ? healthCheckProblem({...health, ...healthCheck}) : undefined;
		if (problem !== undefined) {
			problems.push(`${placeOf(settings, ['backends'])}${url}, health check: ${problem}.`);
		}
	}

	if (value('changeOrigin') === true && value('rewriteHost') !== undefined) {
		problems.push(`${placeOf(settings, ['changeOrigin', 'rewriteHost'])}${flagName('changeOrigin')} and ${flagName('rewriteHost')} both set the Host header for backends; give one of them.`);
	}

	return problems;
};

import type {Labels, MetricFamily} from './metric-family.js';

export const prometheusMediaType = 'text/plain; version=0.0.4; charset=utf-8';
export const openMetricsMediaType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', String.raw`\n`);

const escapeLabel = (text: string): string => escapeHelp(text).replaceAll('"', String.raw`\"`);

const labelsOf = (labels: Labels = {}): string => {
	const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(String(value))}"`);
	return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
};

/** Names in the older format, which has neither info metrics nor bare counters. */
const prometheusName = ({name, type}: MetricFamily): string => type === 'counter' ? `${name}_total` : (type === 'info' ? `${name}_info` : name);

const suffixOf = ({type}: MetricFamily): string => type === 'counter' ? '_total' : (type === 'info' ? '_info' : '');

const samplesOf = (family: MetricFamily): readonly string[] =>
	family.samples.map(({suffix = suffixOf(family), labels, value}) => `${family.name}${suffix}${labelsOf(labels)} ${value}`);

/** The text format of Prometheus, version 0.0.4. */
export const toPrometheusText = (families: readonly MetricFamily[]): string => families.flatMap(family => {
	const name = prometheusName(family);
	return [`# HELP ${name} ${escapeHelp(family.help)}`, `# TYPE ${name} ${family.type === 'info' ? 'gauge' : family.type}`, ...samplesOf(family), ''];
}).filter(line => line !== '').join('\n').concat('\n');

/** OpenMetrics 1.0, whose end marker reveals truncation. */
export const toOpenMetricsText = (families: readonly MetricFamily[]): string => [
	...families.flatMap(family => [`# TYPE ${family.name} ${family.type}`, `# HELP ${family.name} ${escapeLabel(family.help)}`, ...samplesOf(family)]),
	'# EOF\n',
].join('\n');

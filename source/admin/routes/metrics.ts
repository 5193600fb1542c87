import {openMetricsMediaType, prometheusMediaType, toOpenMetricsText, toPrometheusText} from '../metrics/exposition.js';
import {metricFamilies} from '../metrics/metric-families.js';
import {route, type Route} from '../route.js';

export const metricsRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/metrics',
		summary: 'Counters, gauges and histograms for Prometheus, or OpenMetrics by `Accept`',
		answers: {200: {mediaTypes: ['text/plain', 'application/openmetrics-text']}},
		handle({control, metrics, version, request}) {
			const families = metricFamilies(control.status(), metrics(), version);
			return request.headers.accept?.includes('application/openmetrics-text')
				? {status: 200, headers: {'Content-Type': openMetricsMediaType}, text: toOpenMetricsText(families)}
				: {status: 200, headers: {'Content-Type': prometheusMediaType}, text: toPrometheusText(families)};
		},
	}),
];

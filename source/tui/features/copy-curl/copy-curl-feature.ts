import type {ExchangeDetail} from '../../../model/exchange-detail.js';
import type {LogRecord} from '../../../model/access-log-entry.js';
import {shownFields} from '../../exchange/headers.js';
import {toCurl} from '../export/curl.js';
import type {ExportContext} from '../export/export-entry.js';
import {formatAddress, proxyUrl} from '../../text/address.js';
import {messageOf} from '../../text/message-of.js';
import type {Session, Feature} from '../../state/screen-state.js';
import {contexts} from '../../input/contexts.js';
import {selectedRecord, hasRecord} from '../../state/selected-record.js';

export const exportContext = ({state: {status, version}}: Session, showsSecrets: boolean): ExportContext =>
	({origin: proxyUrl(status), tlsOrigin: status.tls && `https://${formatAddress(status.tls)}`, version, showsSecrets});

const hidesSecrets = ({requestHeaders}: ExchangeDetail): boolean => {
	const plain = shownFields(requestHeaders, true);
	return shownFields(requestHeaders, false).some(({value}, index) => value !== plain[index]!.value);
};

export const copyAsCurl = async (session: Session, detail: ExchangeDetail, showsSecrets: boolean): Promise<void> => {
	const {method, target} = detail.record;
	if (method === '') {
		session.notify('Nothing to copy: the request could not be read', 'warn');
		return;
	}

	const command = toCurl({record: detail.record, detail}, exportContext(session, showsSecrets));
	const where = await session.copy(command);
	if (where === undefined) {
		session.notify('Too long for a clipboard; e exports it to a file', 'warn');
	} else {
		const masked = !showsSecrets && hidesSecrets(detail) ? ', secrets masked' : '';
		session.notify(`Sent as curl to ${where}${masked}: ${method} ${target}`, 'good');
	}
};

export const copyRecordAsCurl = async (session: Session, {number}: LogRecord): Promise<void> => {
	try {
		const detail = await session.control.readExchange(number);
		if (detail) {
			await copyAsCurl(session, detail, false);
		} else {
			session.notify('Its headers are no longer available; a newer request can be copied', 'warn');
		}
	} catch (error) {
		session.notify(messageOf(error), 'bad');
	}
};

export const copyCurlFeature: Feature = {
	commands: [
		{
			id: 'copy-curl',
			context: contexts.requests,
			keys: ['y'],
			label: 'copy as curl',
			help: 'Copy it as a curl command',
			needs: 'headers',
			applies: hasRecord,
			run(session) {
				const record = selectedRecord(session.state);
				if (record) {
					void copyRecordAsCurl(session, record);
				}
			},
		},
	],
};
